import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountFrame } from './account-frame.tsx';
import { verifyCode } from './account-requests.ts';
import type { CodeKind } from './account-requests.ts';
import { useEntry } from './use-entry.ts';

/** The second step of signing in, for members who switched it on. */
export function SecondFactorForm({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('accounts');
  const { attempt, isBusy, problem } = useEntry();
  const [kind, setKind] = useState<CodeKind>('totp');
  const [code, setCode] = useState('');
  const [trustDevice, setTrustDevice] = useState(false);
  const submit = () =>
    void attempt(async () => {
      await verifyCode(kind, code, trustDevice);
      return true;
    });
  const switchKind = () => {
    setKind(kind === 'totp' ? 'backup' : 'totp');
    setCode('');
  };
  return (
    <AccountFrame title={t('code.title')} words={t(`code.words.${kind}`)} problem={problem} onSubmit={submit}>
      <TextInput
        key={kind}
        label={t(`code.label.${kind}`)}
        required
        autoFocus
        autoComplete="one-time-code"
        inputMode={kind === 'totp' ? 'numeric' : 'text'}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Checkbox label={t('code.trust')} checked={trustDevice} onChange={(event) => setTrustDevice(event.currentTarget.checked)} />
      <Button type="submit" loading={isBusy}>
        {t('code.button')}
      </Button>
      <Button variant="subtle" onClick={switchKind}>
        {t(`code.other.${kind}`)}
      </Button>
      <Button variant="subtle" onClick={onBack}>
        {t('code.back')}
      </Button>
    </AccountFrame>
  );
}
