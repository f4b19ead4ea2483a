/**
 * Runs what a command of package.json does. `--help` prints its usage; what goes wrong is said in a sentence, with
 * the usage where an option is not understood, and makes the status 1.
 *
 * @param main is given the arguments of the command.
 */
export async function runProgram(
  usage: string,
  main: (args: readonly string[]) => void | Promise<void>,
): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(usage);
    return;
  }
  try {
    await main(args);
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    console.error(code?.startsWith('ERR_PARSE_ARGS') ? `${message}\n${usage}` : message);
    process.exitCode = 1;
  }
}
