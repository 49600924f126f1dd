"use client";

import { useState } from "react";
import { Button } from "@/ui/primitives/button";
import { Field, FieldError, useUntilChanged } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";
import { describeZone } from "@/ui/time-zone";
import type { HistoryChoice, TermsChoice } from "./channel-terms";

interface ChannelTermsFieldsProps {
  /** The chosen channels. */
  channels: { id: string; name: string; isNew: boolean }[];
  choices: Readonly<Record<string, TermsChoice>>;
  onChange: (id: string, choice: TermsChoice) => void;
  error?: string | null;
}

/** For each chosen channel: how much of the past the guest reads there, and whether it ends sooner than the rest. */
export function ChannelTermsFields(props: ChannelTermsFieldsProps) {
  const { channels, choices, onChange } = props;
  const error = useUntilChanged(props.error, JSON.stringify(choices));
  const [open, setOpen] = useState<string | null>(null);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium">What they have of each</legend>
      <ul className="max-h-72 divide-y divide-line overflow-y-auto rounded-md border border-line-strong bg-raised">
        {channels.map(({ id, name, isNew }) => {
          const choice = choices[id];
          if (!choice) return null;
          const isOpen = open === id;
          return (
            <li key={id} className="px-3 py-1.5">
              <div className="flex items-center justify-between gap-3">
                <span className="min-w-0">
                  <span className="block truncate">{name}</span>
                  <span className="block text-ink-faint text-meta">{describe(choice)}</span>
                </span>
                <Button
                  size="small"
                  aria-expanded={isOpen}
                  aria-label={`${isOpen ? "Close" : "Change"} what they have of ${name}`}
                  onClick={() => setOpen(isOpen ? null : id)}
                >
                  {isOpen ? "Close" : "Change"}
                </Button>
              </div>
              {isOpen && (
                <TermsFields
                  choice={choice}
                  isNew={isNew}
                  onChange={(next) => onChange(id, next)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {error && (
        <div className="mt-1.5">
          <FieldError>{error}</FieldError>
        </div>
      )}
    </fieldset>
  );
}

const HISTORY = [
  { value: "all", label: "Everything" },
  { value: "joining", label: "Only from joining on" },
  { value: "date", label: "From a date…" },
] as const satisfies { value: HistoryChoice; label: string }[];
const USUAL = { value: "usual", label: "As usual in this workspace" } as const;

interface TermsFieldsProps {
  choice: TermsChoice;
  isNew: boolean;
  onChange: (choice: TermsChoice) => void;
}

function TermsFields({ choice, isNew, onChange }: TermsFieldsProps) {
  return (
    <div className="grid gap-3 pt-2 pb-2 sm:grid-cols-2">
      <Field label="They read">
        <Select
          value={choice.history}
          onChange={(history) => onChange({ ...choice, history })}
          options={isNew ? [USUAL, ...HISTORY] : [...HISTORY]}
        />
      </Field>
      {choice.history === "date" && (
        <Field label="From" hint={`Your time zone: ${describeInput(choice.from)}`}>
          <Input
            type="datetime-local"
            required
            value={choice.from}
            onChange={(event) => onChange({ ...choice, from: event.target.value })}
          />
        </Field>
      )}
      <Field
        label="In this channel until"
        aside="optional"
        hint={`Empty: as long as their access lasts. Your time zone: ${describeInput(choice.until)}`}
        className="sm:col-span-2"
      >
        <Input
          type="datetime-local"
          value={choice.until}
          onChange={(event) => onChange({ ...choice, until: event.target.value })}
        />
      </Field>
    </div>
  );
}

/** The time zone at the moment in a field; that of now while it is empty. */
const describeInput = (local: string) => describeZone(local === "" ? undefined : new Date(local));

function describe({ history, from, until }: TermsChoice): string {
  const read = {
    usual: "What new guests usually read",
    all: "Everything",
    joining: "Only from joining on",
    date: from ? `From ${formatLocal(from)} on` : "From a date",
  }[history];
  return until ? `${read} · until ${formatLocal(until)}` : read;
}

const formatLocal = (local: string) =>
  new Date(local).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
