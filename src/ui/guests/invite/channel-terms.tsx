"use client";

import { CalendarClock, X } from "lucide-react";
import type { Channel, GuestHistory } from "@/lib/api-types";
import { FieldError, useUntilChanged } from "@/ui/primitives/field";
import { IconButton } from "@/ui/primitives/icon-button";
import { Input } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";
import { describeZone } from "@/ui/time-zone";
import { hoursFromNow, toLocalInput } from "../access-length";
import type { Since } from "./describe-reading";
import type { ChosenChannel } from "./invite-draft";

const LATER: Record<Since, string> = { joining: "From joining on", now: "From now on" };

interface ChannelTermsProps {
  channel: Channel;
  chosen: ChosenChannel;
  /** What they get if nobody says otherwise. It comes first. */
  usual: GuestHistory;
  since: Since;
  error: string | null;
  onChange: (chosen: ChosenChannel) => void;
}

/** What a guest gets of a channel that was chosen: how much of its past, and until when. */
export function ChannelTerms(props: ChannelTermsProps) {
  const { channel, chosen, usual, since, onChange } = props;
  const { history, end } = chosen;
  const error = useUntilChanged(props.error, end);
  const order: GuestHistory[] = usual === "all" ? ["all", "joining"] : ["joining", "all"];
  const setEnd = (next: string | null) => onChange({ ...chosen, end: next });
  return (
    <div className="flex flex-wrap items-center gap-2 pb-2 pl-9.5">
      <Select
        size="small"
        label={`What they read in ${channel.name}`}
        className="w-44"
        value={history}
        onChange={(next) => onChange({ ...chosen, history: next })}
        options={order.map((value) => ({
          value,
          label: value === "all" ? "Reads everything" : LATER[since],
        }))}
      />
      {end === null ? (
        <IconButton
          size="small"
          label={`An end for ${channel.name} alone`}
          onClick={() => setEnd(toLocalInput(new Date(hoursFromNow(7 * 24))))}
        >
          <CalendarClock />
        </IconButton>
      ) : (
        <span className="flex items-center gap-1">
          <span className="text-ink-soft text-meta">until</span>
          <Input
            type="datetime-local"
            aria-label={`Until when they are in ${channel.name}, ${describeZone(new Date(end))}`}
            title={`Your time zone: ${describeZone(new Date(end))}`}
            className="h-8 w-52 px-2"
            min={toLocalInput(new Date())}
            value={end}
            onChange={(event) => setEnd(event.target.value)}
          />
          <IconButton
            size="small"
            label={`No end for ${channel.name} alone`}
            onClick={() => setEnd(null)}
          >
            <X />
          </IconButton>
        </span>
      )}
      {error && <FieldError>{error}</FieldError>}
    </div>
  );
}
