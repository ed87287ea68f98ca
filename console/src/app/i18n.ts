import i18next from 'i18next';
import type { ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { chooseLanguage, languages } from './languages.ts';
import type { Language } from './languages.ts';

type TextFile = () => Promise<ResourceKey>;

/** Every text file of the console, by path. A new feature's texts are found here without a line being added. */
const files = import.meta.glob<ResourceKey>('/src/{ui,app,features/*}/texts/*.json', { import: 'default' }) as Record<string, TextFile>;

const storageKey = 'marchante.language';

/** Starts with the language kept on this device, else the browser's, else Spanish. */
export async function startTexts(): Promise<void> {
  await i18next
    .use({ type: 'backend', read: readTexts })
    .use(initReactI18next)
    .init({
      lng: chooseLanguage([localStorage.getItem(storageKey), ...navigator.languages]),
      fallbackLng: false,
      supportedLngs: [...languages],
      ns: ['ui', 'app'],
      defaultNS: 'app',
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  const showLanguage = (language: string) => {
    document.documentElement.lang = language;
  };
  i18next.on('languageChanged', showLanguage);
  showLanguage(i18next.language);
}

/** Keeps the choice on this device, for the pages before sign-in. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language);
  await i18next.changeLanguage(language);
}

/** True once the person chose a language here; then the member's stored one does not override it. */
export function hasChosenLanguage(): boolean {
  return localStorage.getItem(storageKey) !== null;
}

function readTexts(language: string, namespace: string, done: (error: Error | null, texts: ResourceKey | false) => void): void {
  const folder = namespace === 'ui' || namespace === 'app' ? namespace : `features/${namespace}`;
  const load = files[`/src/${folder}/texts/${language}.json`];
  if (!load) return done(new Error(`No texts of ${namespace} in ${language}`), false);
  load().then(
    (texts) => done(null, texts),
    (error: Error) => done(error, false),
  );
}
