import { Button, Group, Stack, TextInput } from '@mantine/core';
import { IconArrowLeft, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import type { MessageButton } from '#contract/message-content';
import type { TemplateReplyBody } from '#contract/send';
import type { Template } from '#contract/template';
import { useSendKey } from '../../ui/send-key.ts';
import { useAct } from '../../ui/use-act.ts';
import classes from './composer.module.css';
import { Laid } from './content-view.tsx';
import { useConversationActions } from './conversation-requests.ts';
import { needsOf, previewText } from './template-needs.ts';
import type { TemplateNeed } from './template-needs.ts';

interface TemplateFormProps {
  conversation: ConversationDetail;
  template: Template;
  onBack: () => void;
  onSent: () => void;
}

/** The values of one template beside the message as the shopper will read it. */
export function TemplateForm({ conversation, template, onBack, onSent }: TemplateFormProps) {
  const { t } = useTranslation('conversations');
  const nameOf = useNeedNames();
  const { sendTemplate } = useConversationActions(conversation.id);
  const [values, setValues] = useState<Record<string, string>>({});
  const [isSending, setSending] = useState(false);
  const sendKey = useSendKey();
  const act = useAct('conversations');
  const needs = needsOf(template);
  const isComplete = needs.every(({ name, isOptional }) => isOptional || values[name]?.trim());
  const send = async () => {
    const body = bodyOf(template, values);
    setSending(true);
    const isSent = await act(() => sendTemplate(body, sendKey.keyFor(body)));
    setSending(false);
    if (isSent) onSent();
  };
  return (
    <form
      className={classes.templates}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) void send();
      }}
    >
      <div className={classes.chosen}>
        <Stack gap="xs">
          {needs.length === 0 && t('templates.nothingToFill')}
          {needs.map((need) => (
            <NeedField key={need.name} need={need} value={values[need.name] ?? ''} onChange={(value) => setValues({ ...values, [need.name]: value })} />
          ))}
        </Stack>
        <div className={classes.preview}>
          <Laid
            header={template.header.text && previewText(template.header.text, { ...values, 1: values['header'] ?? '' }, nameOf)}
            imageUrl={values['media']?.startsWith('https://') ? values['media'] : null}
            footer={template.footer}
            buttons={buttonsOf(template)}
          >
            <p>{previewText(template.body, values, nameOf)}</p>
          </Laid>
        </div>
      </div>
      <Group justify="space-between">
        <Button variant="subtle" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onBack}>
          {t('templates.others')}
        </Button>
        <Button type="submit" disabled={!isComplete} loading={isSending} leftSection={<IconSend size={16} aria-hidden />}>
          {t('templates.send')}
        </Button>
      </Group>
    </form>
  );
}

/** Variables of ours have words; those of a merchant's own template are called as they called them. */
function useNeedNames(): (name: string) => string {
  const { t, i18n } = useTranslation('conversations');
  return (name) => (i18n.exists(`conversations:needs.${name}`) ? t(`needs.${name}`) : name);
}

function NeedField({ need, value, onChange }: { need: TemplateNeed; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('conversations');
  const nameOf = useNeedNames();
  const label = need.kind === 'variable' ? nameOf(need.name) : t(`needs.${need.kind}`, { title: need.title ?? '' });
  return <TextInput label={label} placeholder={need.isOptional ? t('needs.fromFacts') : ''} maxLength={1024} required={!need.isOptional} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}

function bodyOf(template: Template, values: Record<string, string>): TemplateReplyBody {
  const { media, ...rest } = values;
  return { templateId: template.id, values: Object.fromEntries(Object.entries(rest).filter(([, value]) => value.trim() !== '')), mediaUrl: media?.trim() || null };
}

const buttonsOf = ({ buttons }: Template) =>
  buttons.map(({ kind, title, url }, place): MessageButton => (kind === 'link' ? { kind: 'link', title, url: url ?? '' } : { kind: 'reply', id: String(place), title }));
