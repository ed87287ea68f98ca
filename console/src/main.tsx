import './app/zod-settings.ts';
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { forgetOldDeviceTexts } from './ui/device-texts.ts';
import { startTexts } from './app/i18n.ts';

const element = document.getElementById('root');
if (!element) throw new Error('index.html has no #root');
await startTexts();
createRoot(element).render(<App />);

forgetOldDeviceTexts();
// Where pages are not served safely there is none, and nothing is missing but notices on closed phones.
if (import.meta.env.MODE === 'production') void navigator.serviceWorker?.register('/sw.js').catch(() => undefined);
