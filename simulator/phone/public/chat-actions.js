import { api } from './api.js';
import { h, icon, openSheet } from './dom.js';
import { business, shopper, store } from './store.js';
import { t } from './texts.js';
import { showToast } from './toast.js';

/** Sends as the shopper; takes the quote and the ad that wait for the next message. A refusal is shown, nothing is lost. */
export async function write(act) {
  const extra = { ...(store.quoted && { reply_to: store.quoted.id }), ...(store.referral && { referral: store.referral }) };
  try {
    const sent = await api.write(store.key, store.business, { ...extra, ...act });
    if (sent.id === null) {
      showToast(t('blocked'));
      return false;
    }
  } catch (error) {
    showToast(t('failed', error.message));
    return false;
  }
  store.quoted = null;
  store.referral = null;
  document.dispatchEvent(new Event('composer'));
  return true;
}

const EMOJIS = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** What a tap on a bubble can do. */
export const chatActions = {
  reply(message, { kind, id, title }) {
    const act = kind === 'template_reply' ? { button: { payload: id, text: title } } : { button_reply: { id, title } };
    void write({ ...act, reply_to: message.id });
  },
  openList(message) {
    const { list, body } = message.view;
    const pick = (row) => {
      close();
      const { id, title, description } = row;
      void write({ list_reply: { id, title, ...(description && { description }) }, reply_to: message.id });
    };
    const sections = list.sections.map((section) =>
      h(
        'section',
        { className: 'list-section' },
        section.title && h('h3', {}, section.title),
        section.rows.map((row) =>
          h('button', { className: 'sheet-row', type: 'button', onclick: () => pick(row) }, h('span', { className: 'sheet-row-text' }, h('strong', {}, row.title), row.description && h('span', {}, row.description)), h('span', { className: 'ring' })),
        ),
      ),
    );
    const close = openSheet(list.button || t('options'), t('close'), h('p', { className: 'sheet-note' }, body), sections);
  },
  shareLocation: (message) => void write({ location: sampleLocation(), reply_to: message.id }),
  shareContact(message) {
    const { name, phone, waId } = shopper();
    const contact = { name: { formatted_name: name }, phones: [{ phone: phone ?? `+${waId}`, wa_id: waId, type: 'MOBILE' }], origin: 'contact_request' };
    void write({ contacts: [contact], reply_to: message.id });
  },
  async copy(code) {
    try {
      await navigator.clipboard.writeText(code);
      showToast(t('copied'));
    } catch {
      // Without permission for the clipboard the code itself is shown, to be copied by hand.
      showToast(code);
    }
  },
  openMenu(message) {
    const react = (emoji) => {
      close();
      const isSame = message.reactions.shopper === emoji;
      void write({ reaction: { message_id: message.id, ...(!isSame && { emoji }) } });
    };
    const quote = () => {
      close();
      store.quoted = message;
      document.dispatchEvent(new Event('composer'));
      document.querySelector('.composer textarea')?.focus();
    };
    const faces = EMOJIS.map((emoji) => h('button', { type: 'button', className: `face ${message.reactions.shopper === emoji ? 'is-on' : ''}`, 'aria-label': `${t('react')} ${emoji}`, onclick: () => react(emoji) }, emoji));
    const close = openSheet(t('react'), t('close'), h('div', { className: 'faces' }, faces), menuRow('reply', t('reply'), quote));
  },
};

const menuRow = (name, text, onclick, className = '') => h('button', { className: `sheet-row ${className}`, type: 'button', onclick }, h('span', { className: 'round' }, icon(name)), text);

/** Block and stop, as in the business's page of a chat app. */
export function openChatMenu(refresh) {
  const { key, blocked, stoppedMarketing } = shopper();
  const id = store.business;
  const isBlocked = blocked.includes(id);
  const hasStopped = stoppedMarketing.includes(id);
  const run = (call) => async () => {
    close();
    await call();
    await refresh();
  };
  const close = openSheet(
    business().name,
    t('close'),
    menuRow('bell', hasStopped ? t('resume') : t('stop'), run(() => api.marketing(key, id, hasStopped ? 'resume' : 'stop'))),
    menuRow('block', isBlocked ? t('unblock') : t('block'), run(() => api.block(key, id, !isBlocked)), 'danger'),
    menuRow('megaphone', t('ad'), () => {
      close();
      openAdForm();
    }),
  );
}

/** The paper clip: what else can be sent. */
export function openAttachments() {
  const run = (act) => () => {
    close();
    act();
  };
  const close = openSheet(
    t('attach'),
    t('close'),
    menuRow('image', t('photo'), run(async () => write({ image: { base64: await drawPhoto(), mime_type: 'image/jpeg' } }))),
    menuRow('file', t('file'), run(pickFile)),
    menuRow('pin', t('location'), run(() => write({ location: sampleLocation() }))),
    menuRow('person', t('contact'), run(() => chatActions.shareContact({ id: undefined }))),
    menuRow('megaphone', t('ad'), run(openAdForm)),
  );
}

/** A well-known square of the shopper's country. */
function sampleLocation() {
  const places = {
    BR: { latitude: -23.5614, longitude: -46.6559, name: 'MASP', address: 'Av. Paulista 1578, São Paulo' },
    MX: { latitude: 19.4326, longitude: -99.1332, name: 'Zócalo', address: 'Centro, Ciudad de México' },
  };
  return places[shopper().country] ?? { latitude: -34.6037, longitude: -58.3816, name: 'Obelisco', address: 'Av. 9 de Julio, Buenos Aires' };
}

/** A picture made on the spot: a jacket on a coloured ground, good enough to talk about. */
async function drawPhoto() {
  const canvas = h('canvas', { width: 640, height: 640 });
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#f0c36d';
  pen.fillRect(0, 0, 640, 640);
  pen.fillStyle = '#0f6b66';
  pen.fill(new Path2D('M220 150l70-30h60l70 30 100 110-70 60-40-40v240H230V280l-40 40-70-60z'));
  pen.fillStyle = '#fff';
  pen.fillRect(316, 140, 8, 380);
  return canvas.toDataURL('image/jpeg', 0.85).split(',')[1];
}

function pickFile() {
  const input = h('input', { type: 'file', accept: 'image/*,video/*,audio/*,application/pdf' });
  input.addEventListener('change', async () => {
    const file = input.files[0];
    if (!file) return;
    const kind = ['image', 'video', 'audio'].find((each) => file.type.startsWith(each)) ?? 'document';
    await write({ [kind]: { base64: await toBase64(file), mime_type: file.type, filename: kind === 'document' ? file.name : undefined } });
  });
  input.click();
}

const toBase64 = (blob) =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(',')[1]);
    reader.readAsDataURL(blob);
  });

/** A voice note: the microphone for four seconds, or a hummed tone where there is none. */
export async function sendVoice() {
  const audio = new AudioContext();
  const stream = await openMicrophone(audio);
  const mimeType = ['audio/ogg;codecs=opus', 'audio/mp4', 'audio/webm;codecs=opus'].find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { mimeType });
  const parts = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, 4000));
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }));
  recorder.stop();
  await stopped;
  for (const track of stream.getTracks()) track.stop();
  await audio.close();
  await write({ audio: { base64: await toBase64(new Blob(parts, { type: mimeType })), mime_type: mimeType, voice: true } });
}

async function openMicrophone(audio) {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    // No microphone, or no leave to use it: a tone keeps the voice note real enough to be transcribed as silence.
    const tone = audio.createOscillator();
    const output = audio.createMediaStreamDestination();
    tone.frequency.value = 220;
    tone.connect(output);
    tone.start();
    return output.stream;
  }
}

function openAdForm() {
  const field = (name, label, value) => h('label', { className: 'field' }, h('span', {}, label), h('input', { name, value, required: true }));
  const click = `ARA${Math.random().toString(36).slice(2, 12)}`;
  const form = h(
    'form',
    { className: 'form', onsubmit: use },
    field('headline', t('headline'), '20% en camperas'),
    field('body', t('adText'), 'Solo esta semana'),
    field('source_id', t('adId'), '120210000000001'),
    field('ctwa_clid', t('clickId'), click),
    h('button', { className: 'primary', type: 'submit' }, t('use')),
  );
  const close = openSheet(t('ad'), t('close'), form);
  function use(event) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(form));
    store.referral = { source_url: 'https://fb.me/3aUroRa', source_type: 'ad', media_type: 'image', ...fields };
    close();
    document.dispatchEvent(new Event('composer'));
  }
}
