"use client";

import type { Channel } from "@/lib/api-types";
import { useMembers } from "@/ui/people/use-members";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";
import type { BulkMatch } from "./bulk-action";

type Way = "all" | "domain" | "channel" | "sponsor";

const WAYS: { value: Way; label: string }[] = [
  { value: "domain", label: "By e-mail domain" },
  { value: "channel", label: "In a channel" },
  { value: "sponsor", label: "Invited by" },
  { value: "all", label: "All guests" },
];

export interface ChosenGuests {
  way: Way;
  value: string;
}

export const NOBODY_YET: ChosenGuests = { way: "domain", value: "" };

/** Null while nothing is chosen. */
export function toMatch({ way, value }: ChosenGuests): BulkMatch | null {
  if (way === "all") return { all: true };
  const text = value.trim().replace(/^@/, "");
  if (text === "" || (way === "domain" && !/\.[^.]{2,}$/.test(text))) return null;
  if (way === "domain") return { domain: text };
  return way === "channel" ? { channelId: text } : { sponsorId: text };
}

interface ChooseGuestsProps {
  channels: Channel[];
  chosen: ChosenGuests;
  onChange: (chosen: ChosenGuests) => void;
}

/** Chooses guests by what they have in common. */
export function ChooseGuests({ channels, chosen, onChange }: ChooseGuestsProps) {
  const { way, value } = chosen;
  const sponsors = useMembers();
  const choices =
    way === "channel"
      ? channels.map(({ id, name }) => ({ value: id, label: `# ${name}` }))
      : sponsors.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="Guests">
        <Select
          value={way}
          onChange={(next) => onChange({ way: next, value: "" })}
          options={WAYS}
        />
      </Field>
      {way === "domain" && (
        <Field label="Domain">
          <Input
            name="domain"
            placeholder="client.example"
            autoCapitalize="none"
            autoComplete="off"
            value={value}
            onChange={(event) => onChange({ way, value: event.target.value })}
          />
        </Field>
      )}
      {(way === "channel" || way === "sponsor") && (
        <Field label={way === "channel" ? "Channel" : "Member"}>
          <Select
            value={value}
            onChange={(next) => onChange({ way, value: next })}
            options={choices}
          />
        </Field>
      )}
    </div>
  );
}
