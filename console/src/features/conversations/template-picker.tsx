import { Button, Group, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowLeft, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import type { Template } from '#contract/template';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import classes from './composer.module.css';
import { useTemplates } from './conversation-requests.ts';
import { TemplateForm } from './template-form.tsx';

interface PickerProps {
  conversation: ConversationDetail;
  onDone: () => void;
  /** Absent while only a template can be sent. */
  onCancel?: () => void;
}

/** Approved messages: choose one, fill in what varies, send. */
export function TemplatePicker({ conversation, onDone, onCancel }: PickerProps) {
  const { t } = useTranslation('conversations');
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), 250);
  const [chosen, choose] = useState<Template | null>(null);
  const query = useTemplates(conversation.connectionId, settled);
  if (chosen) {
    return (
      <TemplateForm
        conversation={conversation}
        template={chosen}
        onBack={() => choose(null)}
        onSent={() => {
          choose(null);
          onDone();
        }}
      />
    );
  }
  return (
    <div className={classes.templates}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          type="search"
          aria-label={t('templates.search')}
          placeholder={t('templates.search')}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        {onCancel && (
          <Button variant="subtle" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onCancel}>
            {t('templates.freeText')}
          </Button>
        )}
      </Group>
      <Loaded query={query} namespace="conversations" rows={2}>
        {({ items }) => (items.length === 0 ? <NoTemplates isSearch={settled !== ''} /> : <Choices templates={items} onChoose={choose} />)}
      </Loaded>
    </div>
  );
}

function NoTemplates({ isSearch }: { isSearch: boolean }) {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  if (isSearch) return <EmptyState title={t('templates.nothing')} />;
  return (
    <EmptyState title={t('templates.none')} action={<Button component={PageLink} to={workspace.href('templates')} variant="default">{t('templates.goThere')}</Button>}>
      {t('templates.noneWords')}
    </EmptyState>
  );
}

function Choices({ templates, onChoose }: { templates: readonly Template[]; onChoose: (template: Template) => void }) {
  const { t } = useTranslation('conversations');
  const { language } = useFormats();
  const readable = (body: string) => body.replaceAll(/\{\{([^}]*)\}\}/g, (_, name: string) => `[${t(`needs.${name}`, { defaultValue: name })}]`);
  return (
    <ul className={classes.choices} aria-label={t('templates.label')}>
      {templates
        .filter(({ category }) => category !== 'authentication')
        .map((template) => (
          <li key={template.id}>
            <UnstyledButton className={classes.choice ?? ''} onClick={() => onChoose(template)}>
              <Text span size="xs" c="dimmed">
                {/* The name of one that the product made says nothing to anybody. */}
                {template.messageKey === null && `${template.name} · `}
                {language(template.language)} <StatusBadge>{t(`templates.category.${template.category}`)}</StatusBadge>
              </Text>
              <span className={classes.choiceText}>{readable(template.body)}</span>
            </UnstyledButton>
          </li>
        ))}
    </ul>
  );
}
