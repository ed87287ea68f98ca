import './app/zod-settings.ts';
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startTexts } from './app/i18n.ts';

const element = document.getElementById('root');
if (!element) throw new Error('index.html has no #root');
await startTexts();
createRoot(element).render(<App />);
