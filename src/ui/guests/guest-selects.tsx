"use client";

import type { Channel, GuestGroups } from "@/lib/api-types";
import { Select } from "@/ui/primitives/select";
import { type GuestQuery, SORT_WORDS } from "./guest-query";

interface GuestSelectsProps {
  query: GuestQuery;
  onQuery: (change: Partial<GuestQuery>) => void;
  channels: Channel[];
  groups: GuestGroups | null;
}

/** The filters by channel, by inviter and by domain, and the order. What would leave no choice is not offered. */
export function GuestSelects({ query, onQuery, channels, groups }: GuestSelectsProps) {
  const { channelId, sponsorId, domain, sort } = query;
  return (
    <>
      <FilterSelect
        label="Filter by channel"
        every="All channels"
        value={channelId}
        onChange={(next) => onQuery({ channelId: next })}
        options={channels.map(({ id, name }) => ({ value: id, label: `# ${name}` }))}
      />
      {isChoice(groups?.sponsors, sponsorId) && (
        <FilterSelect
          label="Filter by who invited them"
          every="Invited by anyone"
          value={sponsorId}
          onChange={(next) => onQuery({ sponsorId: next })}
          options={(groups?.sponsors ?? []).map(({ id, name, guests }) => ({
            value: id,
            label: `${name} (${guests.toLocaleString("en")})`,
          }))}
        />
      )}
      {isChoice(groups?.domains, domain) && (
        <FilterSelect
          label="Filter by domain"
          every="All domains"
          value={domain}
          onChange={(next) => onQuery({ domain: next })}
          options={(groups?.domains ?? []).map((one) => ({
            value: one.domain,
            label: `${one.domain} (${one.guests.toLocaleString("en")})`,
          }))}
        />
      )}
      <Select
        label="Sort"
        size="small"
        className="max-sm:flex-1 max-sm:basis-[40%] sm:w-34"
        value={sort}
        onChange={(next) => onQuery({ sort: next })}
        options={SORT_WORDS}
      />
    </>
  );
}

const isChoice = (groups: unknown[] | undefined, chosen: string) =>
  chosen !== "" || (groups !== undefined && groups.length > 1);

interface FilterSelectProps {
  label: string;
  /** What no filter is called. */
  every: string;
  value: string;
  onChange: (value: string) => void;
  options: { value: string; label: string }[];
}

function FilterSelect({ label, every, value, onChange, options }: FilterSelectProps) {
  // The last guest of a group may have gone while the list is filtered by it.
  const isGone = value !== "" && !options.some((option) => option.value === value);
  return (
    <Select
      label={label}
      size="small"
      className="max-sm:flex-1 max-sm:basis-[40%] sm:w-44"
      value={value || EVERY}
      onChange={(next) => onChange(next === EVERY ? "" : next)}
      options={[
        { value: EVERY, label: every },
        ...options,
        ...(isGone ? [{ value, label: "Nobody any more" }] : []),
      ]}
    />
  );
}

/** A choice cannot have an empty value. */
const EVERY = "every";
