"use client";

import { useState } from "react";
import type { Channel } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Dialog } from "@/ui/primitives/dialog";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Alert } from "@/ui/primitives/alert";
import { Textarea } from "@/ui/primitives/textarea";
import { useAction } from "@/ui/use-action";
import { useChangeChannel } from "./use-change-channel";

interface EditChannelDialogProps {
  channel: Channel;
  onClose: () => void;
}

export function EditChannelDialog({ channel, onClose }: EditChannelDialogProps) {
  const [name, setName] = useState(channel.name);
  const [topic, setTopic] = useState(channel.topic);
  const change = useChangeChannel(channel);
  const save = useAction(async () => {
    await change({ name: name.trim(), topic: topic.replaceAll(/\s+/g, " ").trim() });
    onClose();
  });
  const { failure } = save;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Edit channel"
      onSubmit={() => void save.run()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={save.busy} disabled={name.trim() === ""}>
            Save
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {failure && failure.issues.length === 0 && failure.code !== "CONFLICT" && (
          <Alert>{failure.message}</Alert>
        )}
        <Field
          label="Name"
          error={failure?.code === "CONFLICT" ? failure.message : failure?.issueFor("name")}
        >
          <Input
            value={name}
            autoComplete="off"
            maxLength={80}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field
          label="Topic"
          aside="optional"
          hint="Shown beside the name, to everybody who reads the channel."
          error={failure?.issueFor("topic")}
        >
          <Textarea
            rows={3}
            value={topic}
            maxLength={250}
            onChange={(event) => setTopic(event.target.value)}
          />
        </Field>
      </div>
    </Dialog>
  );
}
