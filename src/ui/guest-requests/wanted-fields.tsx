"use client";

import type { Channel } from "@/lib/api-types";
import { ChannelPicker } from "@/ui/guests/channel-picker";
import type { RequestFailed } from "@/ui/request";
import { HoursField } from "./hours-field";

/** What somebody asks for a guest, or gives them. */
export interface Wanted {
  channelIds: string[];
  /** The choice of the field for hours. */
  hours: string;
}

interface WantedFieldsProps {
  channels: Channel[];
  wanted: Wanted;
  /** For how many days the workspace allows access at most; null: any time. */
  maxDays: number | null;
  failure: RequestFailed | null;
  onChange: (wanted: Wanted) => void;
}

/** Which channels, and for how long: the same for who asks and for who approves. */
export function WantedFields(props: WantedFieldsProps) {
  const { channels, wanted, maxDays, failure, onChange } = props;
  return (
    <>
      <ChannelPicker
        channels={channels}
        chosen={wanted.channelIds}
        onChange={(channelIds) => onChange({ ...wanted, channelIds })}
        error={failure?.issueFor("channelIds")}
      />
      <HoursField
        label="Access lasts"
        choice={wanted.hours}
        maxDays={maxDays}
        onChange={(hours) => onChange({ ...wanted, hours })}
        error={failure?.issueFor("accessHours")}
      />
    </>
  );
}
