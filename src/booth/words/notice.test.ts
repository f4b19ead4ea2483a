import { describe, expect, test } from 'vitest';
import { LANGUAGES, NEW_BOOTH } from '#core/booth/booth.ts';
import { fullNotice, NOTICES } from './notice.ts';

describe.each(LANGUAGES)('the full notice in %s', (language) => {
  const { visits, guesses } = NOTICES[language].counted;
  const notice = (about: Partial<typeof NEW_BOOTH>) => fullNotice({ ...NEW_BOOTH, language, ...about });

  test('says what is counted', () => {
    expect(notice({ numbers: 'age-smile' })).toContain(guesses);
    expect(notice({ numbers: 'visits' })).toContain(visits);
    expect(notice({ numbers: 'visits' })).not.toContain(guesses);
  });

  test('says nothing of counting where nobody is counted', () => {
    const off = notice({ numbers: 'off' });
    expect(off).not.toContain(visits);
    expect(off).not.toContain(guesses);
  });
});
