// Installs missing packages, then runs a program: node scripts/run/installed/main.mjs PROGRAM [ARGUMENT …]
import { ensureInstalled, replaceWith } from '../setup.mjs';

const [program, ...args] = process.argv.slice(2);
ensureInstalled();
replaceWith(program, args);
