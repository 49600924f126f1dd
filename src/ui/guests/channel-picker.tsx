"use client";

import { Hash, Lock } from "lucide-react";
import { useId } from "react";
import type { Channel } from "@/lib/api-types";
import { Checkbox } from "@/ui/primitives/checkbox";
import { FieldError, useUntilChanged } from "@/ui/primitives/field";

interface ChannelPickerProps {
  channels: Channel[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
  error?: string | null;
}

/** The channels that a guest may see, as a list of checkboxes. */
export function ChannelPicker(props: ChannelPickerProps) {
  const { channels, chosen, onChange } = props;
  const id = useId();
  const error = useUntilChanged(props.error, chosen.join());
  const toggle = (channel: string, on: boolean) =>
    onChange(on ? [...chosen, channel] : chosen.filter((one) => one !== channel));
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined} className="min-w-0">
      <legend className="mb-1.5 font-medium">Channels</legend>
      <div className="max-h-56 overflow-y-auto rounded-md border border-line-strong bg-raised py-1">
        {channels
          .filter((channel) => !channel.archivedAt)
          .map((channel) => (
            <label
              key={channel.id}
              className="flex h-8 cursor-pointer items-center gap-2.5 px-3 hover:bg-hover coarse:h-11"
            >
              <Checkbox
                checked={chosen.includes(channel.id)}
                onCheckedChange={(checked) => toggle(channel.id, checked === true)}
              />
              <span className="flex min-w-0 items-center gap-1">
                {channel.visibility === "private" ? (
                  <Lock aria-label="private" className="size-3.5 shrink-0 text-ink-faint" />
                ) : (
                  <Hash aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
                )}
                <span className="truncate">{channel.name}</span>
              </span>
            </label>
          ))}
      </div>
      {error && (
        <div className="mt-1.5">
          <FieldError id={`${id}-error`}>{error}</FieldError>
        </div>
      )}
    </fieldset>
  );
}
