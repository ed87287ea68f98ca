import { useEffect, useRef, useState } from 'react';
import { webmToOgg } from './webm-to-ogg.ts';

/** What phones play as a voice note: Ogg with Opus, or AAC in MP4. WebM is put into Ogg afterwards. */
const formats = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'] as const;
/** Longer ones nobody listens to; the channel takes up to 16 MB. */
const longestMs = 5 * 60_000;

/** The format this browser records in; null: it cannot, or the page is not safe enough for a microphone. */
export function findVoiceFormat(): (typeof formats)[number] | null {
  if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices?.getUserMedia) return null;
  return formats.find((format) => MediaRecorder.isTypeSupported(format)) ?? null;
}

export type VoiceProblem = 'refused' | 'absent' | 'failed';

export interface Voice {
  /** Since when it records; null: it does not. */
  since: number | null;
  start(): Promise<VoiceProblem | null>;
  /** The recording as a file; null when there is none. */
  stop(): Promise<File | null>;
  cancel(): void;
}

/** Records a voice note in the browser. The microphone is let go with every end: also when the page is left while the browser still asks for it. */
export function useVoice(): Voice {
  const [since, setSince] = useState<number | null>(null);
  const running = useRef<Recording | null>(null);
  /** Which start is wanted; null: none, or the part that asked is gone. */
  const wanted = useRef<symbol | null>(null);

  const end = () => {
    const now = running.current;
    wanted.current = null;
    running.current = null;
    setSince(null);
    if (!now) return;
    clearTimeout(now.timer);
    if (now.recorder.state !== 'inactive') now.recorder.stop();
    letGo(now.recorder.stream);
  };
  useEffect(() => end, []);

  return {
    since,
    async start() {
      const mimeType = findVoiceFormat();
      if (!mimeType) return 'absent';
      if (wanted.current) return null;
      const mine = (wanted.current = Symbol('start'));
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, noiseSuppression: true } });
        if (wanted.current !== mine) return letGo(stream);
        running.current = record(stream, mimeType);
        setSince(Date.now());
        return null;
      } catch (error) {
        if (wanted.current === mine) wanted.current = null;
        return error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : error instanceof DOMException && error.name === 'NotFoundError' ? 'absent' : 'failed';
      }
    },
    async stop() {
      const now = running.current;
      if (!now) return null;
      // A microphone that was pulled out has ended it already.
      if (now.recorder.state !== 'inactive') {
        const stopped = new Promise((settle) => now.recorder.addEventListener('stop', settle, { once: true }));
        now.recorder.stop();
        await stopped;
      }
      end();
      return toFile(new Blob(now.parts, { type: now.recorder.mimeType }));
    },
    cancel: end,
  };
}

interface Recording {
  recorder: MediaRecorder;
  parts: Blob[];
  timer: ReturnType<typeof setTimeout>;
}

/** A stream that cannot be recorded is let go. */
function record(stream: MediaStream, mimeType: string): Recording {
  try {
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 });
    const parts: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    recorder.start(1000);
    return { recorder, parts, timer: setTimeout(() => recorder.state === 'recording' && recorder.pause(), longestMs) };
  } catch (error) {
    letGo(stream);
    throw error;
  }
}

function letGo(stream: MediaStream): null {
  for (const track of stream.getTracks()) track.stop();
  return null;
}

async function toFile(recording: Blob): Promise<File | null> {
  if (recording.type.includes('mp4')) return new File([recording], 'voice.m4a', { type: 'audio/mp4' });
  const bytes = recording.type.includes('webm') ? webmToOgg(new Uint8Array(await recording.arrayBuffer())) : recording;
  return bytes ? new File([bytes], 'voice.ogg', { type: 'audio/ogg' }) : null;
}
