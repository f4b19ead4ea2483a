import { marked } from 'marked';
import { META_POLICY } from '../headers.ts';

/**
 * Returns docs/limits.md as a page of the build, without a script.
 *
 * @param stylesheet address of the style sheet, relative to the page.
 * @throws if the document has no title, or a link that does not work outside the repository.
 */
export function limitsPage(markdown: string, stylesheet: string): string {
  const title = /^# (.+)$/m.exec(markdown)?.[1];
  if (!title) throw new Error('docs/limits.md has no title');
  const html = marked.parse(markdown, { async: false });
  const relative = /href="(?!https?:|#)([^"]*)"/.exec(html);
  if (relative) throw new Error(`docs/limits.md: ${relative[1]} is not part of the build`);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${META_POLICY}" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <title>${title} · Mien</title>
    <link rel="icon" href="./icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="./${stylesheet}" />
  </head>
  <body>
    <main class="document">
      <p><a href="./">Back to Mien</a></p>
${html
  // A wide table scrolls by itself, also with the keyboard.
  .replaceAll('<table>', '<div class="document-table" tabindex="0"><table>')
  .replaceAll('</table>', '</table></div>')}
    </main>
  </body>
</html>
`;
}
