"use client";

import { useState } from "react";
import type { Channel } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Dialog } from "@/ui/primitives/dialog";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Alert } from "@/ui/primitives/alert";
import { Segmented } from "@/ui/primitives/segmented";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { useGoToChannel } from "./use-go-to-channel";

interface CreateChannelDialogProps {
  open: boolean;
  onClose: () => void;
}

type Visibility = Channel["visibility"];

const HINTS: Record<Visibility, string> = {
  public: "Every member can find it and read it. Guests see it only if you add them.",
  private: "Only those who are in it see it.",
};

export function CreateChannelDialog({ open, onClose }: CreateChannelDialogProps) {
  const { workspace, putChannel } = useRealtime();
  const goTo = useGoToChannel();
  const [name, setName] = useState("");
  const [topic, setTopic] = useState("");
  const [visibility, setVisibility] = useState<Visibility>("public");
  const create = useAction(async () => {
    const path = `/api/workspaces/${encodeURIComponent(workspace.slug)}/channels`;
    const body = { name: name.trim(), visibility, topic: topic.trim() || undefined };
    const answer = await request<{ channel: Channel }>("POST", path, body);
    putChannel(answer.channel);
    close();
    goTo(answer.channel.id, true);
  });

  function close() {
    setName("");
    setTopic("");
    setVisibility("public");
    create.forget();
    onClose();
  }

  const { failure } = create;
  const taken = failure?.code === "CONFLICT" ? failure.message : null;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title="New channel"
      onSubmit={() => void create.run()}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="primary" busy={create.busy} disabled={name.trim() === ""}>
            Create channel
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {failure && failure.issues.length === 0 && !taken && <Alert>{failure.message}</Alert>}
        <Field label="Name" error={taken ?? failure?.issueFor("name")}>
          <Input
            value={name}
            autoFocus
            autoComplete="off"
            maxLength={80}
            placeholder="launch-plan"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label="Topic" aside="optional" error={failure?.issueFor("topic")}>
          <Input
            value={topic}
            autoComplete="off"
            maxLength={250}
            placeholder="What belongs here"
            onChange={(event) => setTopic(event.target.value)}
          />
        </Field>
        <div className="flex flex-col gap-1.5">
          <span className="font-medium">Who can see it</span>
          <Segmented
            label="Who can see it"
            value={visibility}
            onChange={setVisibility}
            className="self-start"
            options={[
              { value: "public", label: "Public" },
              { value: "private", label: "Private" },
            ]}
          />
          <p className="text-ink-faint text-meta">{HINTS[visibility]}</p>
        </div>
      </div>
    </Dialog>
  );
}
