/** What this browser does when something concerns the member. Kept on the device: a phone and a desk differ. */
export interface DeviceNotices {
  /** Windows of the system, when the browser was allowed to. */
  isShown: boolean;
  isHeard: boolean;
}

const key = 'marchante.notices';

export function readDeviceNotices(): DeviceNotices {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    const of = (name: string) => typeof stored === 'object' && stored !== null && (stored as Record<string, unknown>)[name] === true;
    return { isShown: of('isShown'), isHeard: of('isHeard') };
  } catch {
    return { isShown: false, isHeard: false };
  }
}

export function keepDeviceNotices(notices: DeviceNotices): void {
  localStorage.setItem(key, JSON.stringify(notices));
}

/** Two short, quiet tones. A browser that was not clicked yet stays silent. */
export function playTone(): void {
  const audio = new AudioContext();
  [660, 880].forEach((frequency, place) => {
    const tone = new OscillatorNode(audio, { frequency });
    const volume = new GainNode(audio, { gain: 0.08 });
    const from = audio.currentTime + place * 0.14;
    volume.gain.setValueAtTime(0.08, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.12);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + 0.13);
  });
  setTimeout(() => void audio.close(), 600);
}
