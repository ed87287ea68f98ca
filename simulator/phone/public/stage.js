import { api } from './api.js';
import { h, icon } from './dom.js';
import { store, worldNow } from './store.js';
import { chooseLanguage, language, languages, stageTime, t } from './texts.js';
import { showToast } from './toast.js';

const STEPS = [
  ['pass10', 600_000],
  ['pass60', 3_600_000],
  ['passDay', 86_400_000],
];

/** The bar above the phone: the time of the world, and buttons that let it pass. `refresh` reads everything again. */
export function drawStage(root, refresh) {
  const clock = h('time', { className: 'stage-clock', title: t('time') });
  const tick = () => clock.replaceChildren(...stageTime(worldNow()).map(({ value }, index) => (index < 2 ? h('span', { className: 'weekday' }, value) : value)));
  tick();
  setInterval(tick, 1000);

  const pass = async (key, ms) => {
    const { product } = await api.advance(ms);
    await refresh();
    tick();
    showToast(`${t('passed', t(key))}${product === false ? ` ${t('productStays')}` : ''}`);
  };
  const steps = STEPS.map(([key, ms]) => h('button', { type: 'button', className: 'step', onclick: () => pass(key, ms) }, `+ ${t(key)}`));
  const choice = h(
    'select',
    { className: 'language', 'aria-label': t('language'), onchange: (event) => chooseLanguage(event.target.value) },
    languages.map((code) => h('option', { value: code, selected: code === language }, code.toUpperCase())),
  );
  root.replaceChildren(h('span', { className: 'stage-time' }, icon('clock', 16), clock), h('div', { className: 'steps', role: 'group', 'aria-label': t('time') }, steps), choice);
  store.tickStage = tick;
}
