import { ActionIcon, Button, Group, Menu, SegmentedControl, Select, Stack, Text, TextInput, Textarea, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { flowVariables, renderText, replyActions } from '#contract/flow-message';
import type { FlowButton, FlowText } from '#contract/flow-message';
import type { FlowDetail } from '#contract/flow-management';
import { languageOf, languages } from '#contract/language';
import type { Language } from '#contract/language';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PhonePreview } from '../../ui/phone-preview.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import classes from './flows.module.css';
import { usePlaybooks, usePreviewValues } from './flow-requests.ts';
import type { Draft } from './use-draft.ts';

const limits = { body: 1024, advisedBody: 300, footer: 60, header: 60, title: 20 };

/** The texts of a flow, each language beside the phone that shows it with a real cart. */
export function FlowTexts({ draft, flow }: { draft: Draft; flow: FlowDetail }) {
  const { t } = useTranslation('flows');
  const workspace = useWorkspace();
  const { one, set } = useUrlState();
  const { messages } = draft.definition;
  const place = Math.max(0, messages.findIndex(({ key }) => key === one('message')));
  const language = languages.find((known) => known === one('lang')) ?? languageOf(workspace.locale) ?? 'es';
  const [cartId, setCartId] = useState<string | null>(null);
  const preview = usePreviewValues(cartId).data;
  const formats = useFormats();
  const message = messages[place];
  if (!message) return null;
  const text = message.texts[language];
  const shown = renderText(text, preview?.values[language] ?? {});
  const setText = (next: FlowText) =>
    draft.change((before) => ({ ...before, messages: before.messages.map((other, index) => (index === place ? { ...other, texts: { ...other.texts, [language]: next } } : other)) }));
  return (
    <div className={classes.texts}>
      <Stack gap="md">
        {messages.length > 1 && (
          <SegmentedControl
            aria-label={t('texts.which')}
            value={message.key}
            onChange={(key) => set({ message: key })}
            data={messages.map(({ key }, index) => ({ value: key, label: t('texts.message', { number: index + 1 }) }))}
            className={classes.segments}
          />
        )}
        <SegmentedControl aria-label={t('texts.language')} value={language} onChange={(next) => set({ lang: next })} data={languages.map((value) => ({ value, label: t(`language.${value}`) }))} />
        <TextForm key={`${message.key} ${language}`} text={text} language={language} isFirst={place === 0} path={`messages.${place}.texts.${language}`} draft={draft} onChange={setText} />
        <ReviewNote flow={flow} messageKey={message.key} />
      </Stack>
      <div className={classes.previewSide}>
        <PhonePreview
          label={t('texts.preview')}
          sender={workspace.name}
          title={shown.header}
          picture={text.header.kind === 'cart_image' ? (preview?.imageUrl ? { url: preview.imageUrl } : { words: t('texts.pictureOfCart') }) : null}
          body={shown.body}
          footer={shown.footer}
          buttons={text.buttons}
          buttonsLabel={t('texts.buttons')}
        />
        {preview && preview.carts.length > 0 && (
          <Select
            label={t('texts.withCart')}
            value={preview.cartId}
            data={preview.carts.map((cart) => ({ value: cart.id, label: `${cart.contactName ?? t('nobody')} · ${formats.money(cart.totalMinor, cart.currency)}` }))}
            onChange={setCartId}
            allowDeselect={false}
          />
        )}
        {preview?.cartId === null && (
          <Text size="xs" c="dimmed">
            {t('texts.examples')}
          </Text>
        )}
      </div>
    </div>
  );
}

function TextForm({ text, language, isFirst, path, draft, onChange }: { text: FlowText; language: Language; isFirst: boolean; path: string; draft: Draft; onChange: (text: FlowText) => void }) {
  const { t } = useTranslation('flows');
  const formats = useFormats();
  const openings = usePlaybooks().data?.openings ?? [];
  const isReadOnly = !draft.canEdit;
  const count = (length: number, most: number) => t('texts.count', { length: formats.number(length), most: formats.number(most) });
  const problem = (field: string) => Object.entries(draft.problems).find(([at]) => at === `${path}.${field}`)?.[1];
  return (
    <Stack gap="md">
      <Textarea
        label={t('texts.body')}
        description={`${count(text.body.length, limits.body)}${isFirst && text.body.length > limits.advisedBody ? ` · ${t('texts.tooLongForFirst', { most: limits.advisedBody })}` : ''}`}
        value={text.body}
        autosize
        minRows={5}
        maxLength={limits.body}
        readOnly={isReadOnly}
        error={problem('body')}
        onChange={(event) => onChange({ ...text, body: event.currentTarget.value })}
      />
      {!isReadOnly && (
        <Group gap="xs">
          <Menu>
            <Menu.Target>
              <Button variant="default" size="compact-md" leftSection={<IconPlus size={16} aria-hidden />}>
                {t('texts.variable')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {flowVariables.map((name) => (
                <Menu.Item key={name} onClick={() => onChange({ ...text, body: `${text.body.trimEnd()} {{${name}}} ` })}>
                  {t(`variable.${name}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          {isFirst && openings.length > 0 && (
            <Menu>
              <Menu.Target>
                <Button variant="default" size="compact-md">
                  {t('texts.openings')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {openings.map((opening) => (
                  <Menu.Item key={opening.id} onClick={() => onChange({ ...text, body: opening.bodies[language] })}>
                    {t(`opening.${opening.id}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </Group>
      )}
      <Select
        label={t('texts.header')}
        value={text.header.kind}
        disabled={isReadOnly}
        allowDeselect={false}
        data={(['none', 'cart_image', 'text'] as const).map((value) => ({ value, label: t(`texts.headers.${value}`) }))}
        onChange={(kind) => onChange({ ...text, header: kind === 'text' ? { kind, text: '' } : { kind: kind === 'cart_image' ? 'cart_image' : 'none' } })}
      />
      {text.header.kind === 'text' && <TextInput label={t('texts.headerText')} description={count(text.header.text.length, limits.header)} maxLength={limits.header} value={text.header.text} readOnly={isReadOnly} error={problem('header.text')} onChange={(event) => onChange({ ...text, header: { kind: 'text', text: event.currentTarget.value } })} />}
      <TextInput
        label={t('texts.footer')}
        description={count(text.footer?.length ?? 0, limits.footer)}
        maxLength={limits.footer}
        value={text.footer ?? ''}
        readOnly={isReadOnly}
        error={problem('footer')}
        onChange={(event) => onChange({ ...text, footer: event.currentTarget.value || null })}
      />
      <ButtonsForm buttons={text.buttons} isReadOnly={isReadOnly} problems={(index) => problem(`buttons.${index}.title`) ?? (index === 0 ? problem('buttons') : undefined)} onChange={(buttons) => onChange({ ...text, buttons })} />
    </Stack>
  );
}

function ButtonsForm({ buttons, isReadOnly, problems, onChange }: { buttons: FlowButton[]; isReadOnly: boolean; problems: (index: number) => string | undefined; onChange: (buttons: FlowButton[]) => void }) {
  const { t } = useTranslation('flows');
  const formats = useFormats();
  const replace = (index: number, button: FlowButton) => onChange(buttons.map((other, place) => (place === index ? button : other)));
  const asChoice = (button: FlowButton) => (button.kind === 'link' ? `link:${button.target}` : `reply:${button.action}`);
  const fromChoice = (choice: string, title: string): FlowButton => {
    const [kind, what] = choice.split(':');
    return kind === 'link' ? { kind: 'link', title, target: what === 'shop' ? 'shop' : 'cart' } : { kind: 'reply', title, action: replyActions.find((action) => action === what) ?? 'human' };
  };
  const choices = ['link:cart', 'link:shop', ...replyActions.map((action) => `reply:${action}`)].map((value) => ({ value, label: t(`does.${value.replace(':', '_')}`) }));
  return (
    <fieldset className={classes.buttons}>
      <legend>{t('texts.buttons')}</legend>
      {buttons.map((button, index) => (
        <div key={index} className={classes.buttonRow}>
          <TextInput
            aria-label={t('texts.buttonTitle', { number: index + 1 })}
            description={t('texts.count', { length: formats.number(button.title.length), most: formats.number(limits.title) })}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            maxLength={limits.title}
            value={button.title}
            readOnly={isReadOnly}
            error={problems(index)}
            onChange={(event) => replace(index, { ...button, title: event.currentTarget.value })}
          />
          <Select aria-label={t('texts.buttonDoes', { number: index + 1 })} value={asChoice(button)} data={choices} disabled={isReadOnly} allowDeselect={false} onChange={(choice) => choice && replace(index, fromChoice(choice, button.title))} />
          {!isReadOnly && (
            <Tooltip label={t('texts.removeButton', { title: button.title })}>
              <ActionIcon size={44} aria-label={t('texts.removeButton', { title: button.title })} onClick={() => onChange(buttons.filter((_, place) => place !== index))}>
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      ))}
      {!isReadOnly && buttons.length < 10 && (
        <Button variant="subtle" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onChange([...buttons, { kind: 'reply', title: t('texts.newButton'), action: 'human' }])}>
          {t('texts.addButton')}
        </Button>
      )}
    </fieldset>
  );
}

/** Where the channel's review of this message stands. */
function ReviewNote({ flow, messageKey }: { flow: FlowDetail; messageKey: string }) {
  const { t } = useTranslation('flows');
  const counts = flow.reviews.find((review) => review.messageKey === messageKey)?.counts ?? {};
  const known = Object.entries(counts).filter(([, count]) => count > 0);
  return (
    <Text size="sm" c="dimmed">
      {known.length === 0 ? t('review.none') : known.map(([status, count]) => t(`review.${status}`, { count })).join(' · ')}
    </Text>
  );
}
