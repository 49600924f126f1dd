"use client";

import { Hash, Lock } from "lucide-react";
import { useId, useState } from "react";
import type { Channel, GuestHistory } from "@/lib/api-types";
import { foldText } from "@/lib/fold-text";
import { Checkbox } from "@/ui/primitives/checkbox";
import { FieldError, useUntilChanged } from "@/ui/primitives/field";
import { SearchInput } from "@/ui/primitives/search-input";
import type { RequestFailed } from "@/ui/request";
import { ChannelTerms } from "./channel-terms";
import { describeReading, type Since } from "./describe-reading";
import type { ChosenChannel } from "./invite-draft";
import { useEarlier } from "./use-earlier";

/** With more channels than this, they can be searched. */
const FEW = 8;

interface ChannelTermsPickerProps {
  channels: Channel[];
  chosen: ChosenChannel[];
  /** What they get of a channel's past if nobody says otherwise. */
  usual: (channel: Channel) => GuestHistory;
  /** Since when they read where it is not everything. */
  since?: Since;
  failure: RequestFailed | null;
  onChange: (chosen: ChosenChannel[]) => void;
}

/** The channels that a guest will see. Each one that is ticked opens what they get of it. */
export function ChannelTermsPicker(props: ChannelTermsPickerProps) {
  const { channels, chosen, usual, since = "joining", failure, onChange } = props;
  const id = useId();
  const [query, setQuery] = useState("");
  const earlier = useEarlier(chosen);
  const open = channels.filter((channel) => !channel.archivedAt);
  const needle = foldText(query);
  const shown = open.filter(({ name }) => foldText(name).includes(needle));
  const refused = failure?.issueFor("channels") ?? failure?.issueFor("channelIds");
  const error = useUntilChanged(refused, JSON.stringify(chosen));
  const toggle = (channel: Channel, on: boolean) =>
    onChange(
      on
        ? [...chosen, { id: channel.id, history: usual(channel), end: null }]
        : chosen.filter((one) => one.id !== channel.id),
    );
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined} className="min-w-0">
      <legend className="mb-1.5 flex w-full items-baseline justify-between font-medium">
        Channels
        {chosen.length > 0 && (
          <span className="nums font-normal text-ink-faint text-meta">{chosen.length} chosen</span>
        )}
      </legend>
      {open.length > FEW && (
        <SearchInput
          label="Find a channel"
          className="mb-2 h-9 coarse:h-11"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
      )}
      <div className="max-h-64 overflow-y-auto rounded-md border border-line-strong bg-raised py-1">
        {shown.map((channel) => {
          const at = chosen.findIndex((one) => one.id === channel.id);
          const own = chosen[at];
          return (
            <div key={channel.id}>
              <ChannelChoice channel={channel} checked={own !== undefined} onToggle={toggle} />
              {own && (
                <ChannelTerms
                  channel={channel}
                  chosen={own}
                  usual={usual(channel)}
                  since={since}
                  error={failure?.issueFor(`channels.${at}.expiresAt`) ?? null}
                  onChange={(next) => onChange(chosen.with(at, next))}
                />
              )}
            </div>
          );
        })}
        {shown.length === 0 && (
          <p className="px-3 py-2 text-ink-faint">No channel is called like that.</p>
        )}
      </div>
      <p role="status" className="mt-1.5 text-pretty text-ink-soft text-meta empty:hidden">
        {describeReading({ chosen, channels, since, earlier })}
      </p>
      {error && (
        <div className="mt-1.5">
          <FieldError id={`${id}-error`}>{error}</FieldError>
        </div>
      )}
    </fieldset>
  );
}

interface ChannelChoiceProps {
  channel: Channel;
  checked: boolean;
  onToggle: (channel: Channel, on: boolean) => void;
}

function ChannelChoice({ channel, checked, onToggle }: ChannelChoiceProps) {
  return (
    <label className="flex h-8 cursor-pointer items-center gap-2.5 px-3 hover:bg-hover coarse:h-11">
      <Checkbox checked={checked} onCheckedChange={(now) => onToggle(channel, now === true)} />
      <span className="flex min-w-0 items-center gap-1">
        {channel.visibility === "private" ? (
          <Lock aria-label="private" className="size-3.5 shrink-0 text-ink-faint" />
        ) : (
          <Hash aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
        )}
        <span className="truncate">{channel.name}</span>
      </span>
    </label>
  );
}
