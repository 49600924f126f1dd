"use client";

import { Pin, PinOff } from "lucide-react";
import type { Channel, Message } from "@/lib/api-types";
import { AuthorLine } from "@/ui/message/message-author";
import { MessageBody } from "@/ui/message/message-body";
import { useChannelName } from "@/ui/sidebar/use-channel-name";
import { useMessageCommands } from "@/ui/message/use-message-commands";
import { changeChannelParams } from "@/ui/shell/use-channel-params";
import { useMay } from "@/ui/shell/use-may";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { SidePanel } from "@/ui/primitives/side-panel";
import { usePins } from "./use-pins";

/** The pinned messages of a channel, the latest pin first. */
export function PinsPanel({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { signed } = useChannelName(channel);
  const { pins, failure, retry } = usePins(channel.id);
  return (
    <SidePanel title="Pins" aside={signed} onClose={onClose}>
      <div className="min-h-0 flex-1 overflow-y-auto p-3">
        {failure !== null && (
          <EmptyState
            title="The pins could not be loaded"
            action={<Button onClick={retry}>Try again</Button>}
          >
            {failure}
          </EmptyState>
        )}
        {failure === null && pins?.length === 0 && (
          <EmptyState icon={<Pin />} title="Nothing is pinned here">
            Pin a message from its menu to keep it at hand for everyone.
          </EmptyState>
        )}
        <ul className="flex flex-col gap-2">
          {pins?.map((message) => (
            <li key={message.id}>
              <PinnedMessage message={message} />
            </li>
          ))}
        </ul>
      </div>
    </SidePanel>
  );
}

function PinnedMessage({ message }: { message: Message }) {
  const mayPin = useMay("message.pin");
  const commands = useMessageCommands();
  return (
    <article className="rounded-lg border bg-raised px-3 py-2.5">
      <AuthorLine author={message.author} at={message.createdAt} />
      <div className="max-h-72 overflow-y-auto">
        <MessageBody
          body={message.body}
          byGuest={message.author.guest}
          edited={message.editedAt !== null}
        />
      </div>
      <div className="mt-1.5 -ml-2 flex gap-1">
        <Button
          variant="ghost"
          size="small"
          onClick={() => changeChannelParams({ at: String(message.seq) })}
        >
          Show in channel
        </Button>
        {mayPin && (
          <Button variant="ghost" size="small" onClick={() => void commands.pin(message, false)}>
            <PinOff aria-hidden />
            Unpin
          </Button>
        )}
      </div>
    </article>
  );
}
