// Runs a program with its arguments, with the packages installed:  node scripts/run/installed/main.mjs PROGRAM [ARGUMENT …]
import { become, ensureInstalled } from '../setup.mjs';

const [program, ...args] = process.argv.slice(2);
ensureInstalled();
become(program, args);
