import { Option } from 'commander';
import type { Language } from './output/summary-texts';

/** The language of what a command says: the system's, when it is one of ours. */
export function languageOption(what: string): Option {
  const systemLanguage: Language = /^zh/i.test(process.env.LC_ALL || process.env.LANG || '') ? 'zh' : 'en';
  return new Option('--language <language>', `language of the ${what}`).choices(['en', 'zh']).default(systemLanguage);
}
