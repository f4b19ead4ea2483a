/** Serves a built folder on this machine, with the recommended headers. */
import { parseArgs } from 'node:util';
import { runProgram } from '../../run/program.ts';
import { createStaticServer, listen } from './static-server.ts';

const USAGE = `npm start -- [options]
  --port 4173        or the next free one
  --host localhost
  --folder dist      the built page
  --bare             without headers and compression, as a plain static host serves it`;

await runProgram(USAGE, serve);

async function serve(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4173' },
      host: { type: 'string', default: 'localhost' },
      folder: { type: 'string', default: 'dist' },
      bare: { type: 'boolean', default: false },
    },
  });
  const server = createStaticServer(values.folder, { bare: values.bare });
  const port = await listen(server, Number(values.port), values.host);
  console.log(`Mien is at http://${values.host}:${port}/ (Ctrl+C ends it)`);
}
