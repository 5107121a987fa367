import { translate, useLanguage } from '../i18n';
import { ageText } from '../model/age';
import { formatDateTimeSeconds, millisOf } from '../model/time';
import type { Instant } from '../model/types';
import { useNowDerived } from './now';

/** How old something is, ticking; the exact time is in the title. */
export function Age({ at, ago = false }: { at: Instant | null; ago?: boolean }) {
  const language = useLanguage();
  const millis = millisOf(at);
  const text = useNowDerived((now) => {
    if (millis === null) {
      return translate(language, 'age.never');
    }
    const seconds = (now - millis) / 1000;
    if (ago && seconds < 1) {
      return translate(language, 'age.now');
    }
    const age = ageText(seconds);
    const words = translate(language, age.key, age.parameters);
    return ago ? translate(language, 'age.ago', { age: words }) : words;
  });
  return (
    <time className="age" {...(at === null ? {} : { dateTime: at })} {...(millis === null ? {} : { title: formatDateTimeSeconds(millis) })}>
      {text}
    </time>
  );
}
