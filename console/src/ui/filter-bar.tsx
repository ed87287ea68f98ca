import { ActionIcon, Button, Group, Menu, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconChevronDown, IconFilter, IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './filter-bar.module.css';
import { useUrlState } from './url-state.ts';

export interface Filter {
  /** Its name in the address. */
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
  /** Several at once; one otherwise. */
  many?: boolean;
}

export interface FilterBarProps {
  /** What the search looks through: "Search carts". Left out, there is no search. */
  searchLabel?: string;
  filters?: readonly Filter[];
  /** All filters behind one button, where there is little room. */
  isFolded?: boolean;
  /** Above a list that reaches from edge to edge of its pane. */
  isInPane?: boolean;
}

/** Search (`q`) and filters of a list. All of it lives in the address, so that a view can be shared and reloaded. */
export function FilterBar({ searchLabel, filters = [], isFolded = false, isInPane = false }: FilterBarProps) {
  const { t } = useTranslation('ui');
  const { many, set } = useUrlState();
  const chosen = filters.flatMap((filter) =>
    many(filter.name).map((value) => ({ filter, value, label: filter.options.find((option) => option.value === value)?.label ?? value })),
  );
  return (
    <search className={classes.bar} data-in-pane={isInPane || undefined}>
      <Group gap="xs" wrap={isFolded ? 'nowrap' : 'wrap'}>
        {searchLabel && <SearchField label={searchLabel} />}
        {isFolded ? filters.length > 0 && <FoldedFilters filters={filters} /> : filters.map((filter) => <FilterMenu key={filter.name} filter={filter} />)}
      </Group>
      {chosen.length > 0 && (
        <Group gap={8}>
          {chosen.map(({ filter, value, label }) => (
            <Button
              key={`${filter.name}=${value}`}
              size="compact-sm"
              variant="light"
              rightSection={<IconX size={14} aria-hidden />}
              onClick={() => set({ [filter.name]: many(filter.name).filter((one) => one !== value) })}
            >
              <span className="mch-hidden">{t('filters.remove')} </span>
              {filter.label}: {label}
            </Button>
          ))}
          <Button variant="subtle" size="compact-sm" onClick={() => set(Object.fromEntries(filters.map(({ name }) => [name, null])))}>
            {t('filters.clear')}
          </Button>
        </Group>
      )}
    </search>
  );
}

function SearchField({ label }: { label: string }) {
  const { t } = useTranslation('ui');
  const { one, set } = useUrlState();
  const inAddress = one('q');
  const [text, setText] = useState(inAddress);
  const write = useDebouncedCallback((value: string) => set({ q: value.trim() || null }), 250);
  useEffect(() => setText((typed) => (typed.trim() === inAddress ? typed : inAddress)), [inAddress]);
  const change = (value: string) => {
    setText(value);
    write(value);
  };
  return (
    <TextInput
      type="search"
      className={classes.search}
      aria-label={label}
      placeholder={label}
      value={text}
      data-list-search
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={
        text && (
          <ActionIcon size={28} onClick={() => change('')} aria-label={t('filters.clearSearch')}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )
      }
    />
  );
}

function FoldedFilters({ filters }: { filters: readonly Filter[] }) {
  const { t } = useTranslation('ui');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('filters.open')}>
          <ActionIcon variant="default" size={36} aria-label={t('filters.open')}>
            <IconFilter size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown className={classes.options}>
        {filters.map((filter) => (
          <div key={filter.name} role="group" aria-label={filter.label}>
            <Menu.Label>{filter.label}</Menu.Label>
            <Options filter={filter} />
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function FilterMenu({ filter }: { filter: Filter }) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
          {filter.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.options}>
        <Options filter={filter} />
      </Menu.Dropdown>
    </Menu>
  );
}

function Options({ filter }: { filter: Filter }) {
  const { many, set } = useUrlState();
  const chosen = many(filter.name);
  const choose = (value: string) => {
    if (chosen.includes(value)) return set({ [filter.name]: chosen.filter((one) => one !== value) });
    set({ [filter.name]: filter.many ? [...chosen, value] : value });
  };
  return filter.options.map(({ value, label }) =>
    filter.many ? (
      <Menu.CheckboxItem key={value} checked={chosen.includes(value)} onChange={() => choose(value)}>
        {label}
      </Menu.CheckboxItem>
    ) : (
      <Menu.RadioItem key={value} value={value} checked={chosen.includes(value)} onChange={() => choose(value)} closeMenuOnClick>
        {label}
      </Menu.RadioItem>
    ),
  );
}
