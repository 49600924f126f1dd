"use client";

import { useEffect, useState } from "react";
import type { Channel } from "@/lib/api-types";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";
import { request } from "@/ui/request";
import type { BulkMatch } from "./bulk-action";

type Way = "all" | "domain" | "channel" | "sponsor";

const WAYS: { value: Way; label: string }[] = [
  { value: "domain", label: "Of a domain" },
  { value: "channel", label: "In a channel" },
  { value: "sponsor", label: "Of a sponsor" },
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
  slug: string;
  channels: Channel[];
  chosen: ChosenGuests;
  onChange: (chosen: ChosenGuests) => void;
}

/** Chooses guests by what they have in common. */
export function ChooseGuests({ slug, channels, chosen, onChange }: ChooseGuestsProps) {
  const { way, value } = chosen;
  const sponsors = useMembers(slug, way === "sponsor");
  const choices =
    way === "channel"
      ? channels.map(({ id, name }) => ({ value: id, label: `# ${name}` }))
      : sponsors;
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
        <Field label={way === "channel" ? "Channel" : "Sponsor"}>
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

/** The members who may be sponsors, by their user ids; read when they are needed. */
function useMembers(slug: string, needed: boolean) {
  const [members, setMembers] = useState<{ value: string; label: string }[]>([]);
  useEffect(() => {
    if (!needed) return;
    const leaving = new AbortController();
    const path = `/api/workspaces/${encodeURIComponent(slug)}/members`;
    request<{ members: { userId: string; name: string }[] }>("GET", path, undefined, leaving.signal)
      .then((answer) =>
        setMembers(answer.members.map(({ userId, name }) => ({ value: userId, label: name }))),
      )
      .catch(() => undefined);
    return () => leaving.abort();
  }, [slug, needed]);
  return members;
}
