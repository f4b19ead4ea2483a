/**
 * Runs a command of package.json. `--help` prints its usage. An error is printed as a sentence, followed by the usage
 * if an option is invalid, and sets the exit status to 1.
 *
 * @param main called with the arguments of the command.
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
