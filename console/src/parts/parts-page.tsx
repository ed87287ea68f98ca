import { Button, Group, Select, SimpleGrid, useMantineColorScheme } from '@mantine/core';
import { IconBasket, IconCheck, IconClock, IconSend, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../app/api.ts';
import { changeLanguage } from '../app/i18n.ts';
import { languageNames, languages } from '../app/languages.ts';
import type { Language } from '../app/languages.ts';
import { CursorList } from '../ui/cursor-list.tsx';
import { BigNumber, Estimate, Instant, Money, Percent, Rate, RelativeTime } from '../ui/figures.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { FormFromSchema } from '../ui/form-from-schema.tsx';
import { FormatProvider } from '../ui/formats.tsx';
import { localeOf } from '../ui/format.ts';
import { PageLink } from '../ui/page-link.tsx';
import { Page, Section } from '../ui/page.tsx';
import { CopyField, Facts, KeyHint } from '../ui/small-parts.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../ui/states.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import { ThreePane } from '../ui/three-pane.tsx';
import { RuleLine, Timeline } from '../ui/timeline.tsx';
import { notifyDone, notifyUndoable } from '../ui/undoable.tsx';
import { useUrlState } from '../ui/url-state.ts';
import classes from './parts-page.module.css';
import { readSampleCarts, sampleSchema, sampleWords } from './samples.ts';

/** Every part of the kit on one page, to look at and to test. */
export default function PartsPage() {
  const { i18n } = useTranslation();
  const isBrazil = i18n.language === 'pt';
  return (
    <FormatProvider
      locale={localeOf(i18n.language, isBrazil ? 'BR' : 'AR')}
      timeZone={isBrazil ? 'America/Sao_Paulo' : 'America/Argentina/Buenos_Aires'}
      currency={isBrazil ? 'BRL' : 'ARS'}
    >
      <Parts />
    </FormatProvider>
  );
}

function Parts() {
  const { i18n } = useTranslation();
  const words = sampleWords(i18n.language);
  return (
    <Page title={words.title} purpose={words.purpose} actions={<Switches />}>
      <Section title={words.figures}>
        <Figures />
      </Section>
      <Section title={words.story}>
        <Story />
      </Section>
      <Section title={words.lists}>
        <Lists />
      </Section>
      <Section title={words.states}>
        <States />
      </Section>
      <Section title={words.forms}>
        <Forms />
      </Section>
    </Page>
  );
}

function Switches() {
  const { i18n } = useTranslation();
  const words = sampleWords(i18n.language);
  const { colorScheme, toggleColorScheme } = useMantineColorScheme();
  return (
    <>
      <Select
        aria-label={words.language}
        w={140}
        allowDeselect={false}
        value={i18n.language}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
        onChange={(value) => value && void changeLanguage(value as Language)}
      />
      <Button variant="default" onClick={toggleColorScheme}>
        {colorScheme}
      </Button>
    </>
  );
}

function Figures() {
  const { i18n } = useTranslation();
  const words = sampleWords(i18n.language);
  const [sampledAt] = useState(() => Date.now() - 5 * 60_000);
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
        <BigNumber label={words.recovered} change={words.change} earned>
          <Money minor={128_430_000} whole />
        </BigNumber>
        <BigNumber label={words.incremental}>
          <Estimate value={61_000_000} interval={{ low: 42_000_000, high: 80_000_000 }} write={(minor) => <Money minor={minor} whole />} />
        </BigNumber>
        <BigNumber label={words.rate}>
          <Rate part={34} whole={182} of={words.contacted} />
        </BigNumber>
      </SimpleGrid>
      <Group gap="md">
        <StatusBadge tone="attention">{words.waiting}</StatusBadge>
        <StatusBadge tone="earned">{words.earned}</StatusBadge>
        <StatusBadge tone="broken">{words.broken}</StatusBadge>
        <StatusBadge tone="accent">{words.on}</StatusBadge>
        <StatusBadge>{words.neutral}</StatusBadge>
        <Percent share={0.0123} />
        <Money minor={1990} currency="USD" />
        <RelativeTime at={new Date(sampledAt)} otherTimeZone="America/Mexico_City" />
        <Instant at="2026-03-10T12:00:00Z" otherTimeZone="America/Mexico_City" />
        <KeyHint keys="mod+k" />
      </Group>
    </>
  );
}

function Story() {
  const { i18n } = useTranslation();
  const words = sampleWords(i18n.language);
  const checks = (
    <>
      <RuleLine passed>{words.consent}</RuleLine>
      <RuleLine passed={false}>{words.quiet}</RuleLine>
    </>
  );
  return (
    <Timeline
      label={words.story}
      otherTimeZone="America/Mexico_City"
      entries={[
        { id: '1', at: '2026-03-10T12:00:00Z', title: words.left, icon: <IconBasket size={16} /> },
        { id: '2', at: null, title: words.waited, icon: <IconClock size={16} /> },
        { id: '3', at: '2026-03-10T13:00:00Z', title: words.checked, tone: 'attention', children: checks },
        { id: '4', at: '2026-03-10T13:00:02Z', title: words.sent, tone: 'accent', icon: <IconSend size={16} /> },
        { id: '5', at: '2026-03-10T13:00:04Z', title: words.failed, tone: 'broken', icon: <IconX size={16} /> },
        { id: '6', at: '2026-03-10T14:10:00Z', title: words.bought, tone: 'earned', icon: <IconCheck size={16} /> },
      ]}
    />
  );
}

function Lists() {
  const { i18n } = useTranslation();
  const words = sampleWords(i18n.language);
  const { one, set } = useUrlState();
  const openId = one('open') || null;
  const outcomes = [
    { value: 'recovered', label: words.earned },
    { value: 'none', label: words.neutral },
  ];
  const list = (
    <CursorList
      label={words.list}
      queryKey={['parts', 'carts']}
      load={readSampleCarts}
      getId={({ id }) => id}
      openId={openId}
      empty={<EmptyState title={words.empty} />}
    >
      {(cart) => (
        <button type="button" className={classes.row} onClick={() => set({ open: cart.id }, { push: true })}>
          <span className={classes.name}>{cart.name}</span>
          <Money minor={cart.totalMinor} whole />
          <span className={classes.quiet}>
            <RelativeTime at={new Date(Date.now() - cart.minutesAgo * 60_000)} />
          </span>
          <StatusBadge tone={cart.id === 'c1' ? 'earned' : 'neutral'}>{cart.id === 'c1' ? words.earned : words.neutral}</StatusBadge>
        </button>
      )}
    </CursorList>
  );
  return (
    <>
      <FilterBar searchLabel={words.search} filters={[{ name: 'outcome', label: words.outcome, options: outcomes, many: true }]} />
      <div className={classes.frame}>
        <ThreePane
          labels={{ list: words.list, detail: words.detail, context: words.context }}
          list={list}
          detail={openId && <div className={classes.pad}>{openId}</div>}
          nothingOpen={<EmptyState icon={IconBasket} title={words.detail} />}
          context={<Facts facts={[{ label: words.context, value: 'Sofía Herrera' }, { label: words.phone, value: '+54 9 11 5555 0100' }]} />}
          onBack={() => set({ open: null })}
        />
      </div>
    </>
  );
}

function States() {
  const { i18n } = useTranslation();
  const words = sampleWords(i18n.language);
  const error = new ApiError({ status: 0, code: 'offline', message: 'The server did not answer.', requestId: 'req-7f3a' });
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <EmptyState icon={IconBasket} title={words.empty} action={<Button component={PageLink} to="/_parts">{words.connect}</Button>}>
          {words.emptyHelp}
        </EmptyState>
        <ErrorState error={error} onRetry={() => notifyDone(words.connect)} />
        <LoadingRows />
      </SimpleGrid>
      <Group>
        <Button variant="default" onClick={() => notifyUndoable({ done: words.closed, undo: () => notifyDone(words.back) })}>
          {words.close}
        </Button>
      </Group>
    </>
  );
}

function Forms() {
  const { i18n } = useTranslation();
  const words = sampleWords(i18n.language);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
      <FormFromSchema
        schema={sampleSchema}
        values={{ shopUrl: 'https://mates-del-sur.example', tags: ['mate', 'yerba'], arms: [{ label: 'A', weight: 1 }], until: { kind: 'time' } }}
        storedSecrets={['accessToken']}
        onSubmit={(values) => notifyDone(JSON.stringify(values))}
      />
      <CopyField label={words.link} value="https://chat.example.com/hooks/0193f3a2-7d51-7c4e-8f7e-2f6e3a1b9c55" />
    </SimpleGrid>
  );
}
