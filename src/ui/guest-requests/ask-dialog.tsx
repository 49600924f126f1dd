"use client";

import { useState } from "react";
import type { Channel } from "@/lib/api-types";
import { usualLength } from "@/ui/guests/access-length";
import { Alert } from "@/ui/primitives/alert";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Textarea } from "@/ui/primitives/textarea";
import { toast } from "@/ui/primitives/toast";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useChannels } from "@/ui/realtime/use-channels";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { readHours } from "./hours-field";
import { type Wanted, WantedFields } from "./wanted-fields";

interface AskDialogProps {
  channel: Channel;
  /** For how many days the workspace allows access at most; null: any time. */
  maxDays: number | null;
  onClose: () => void;
}

/** A member asks an admin to let somebody from outside into channels that the member sees. */
export function AskDialog({ channel, maxDays, onClose }: AskDialogProps) {
  const { workspace } = useRealtime();
  const channels = useChannels().filter(({ kind }) => kind === "channel");
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [reason, setReason] = useState("");
  const [wanted, setWanted] = useState<Wanted>({
    channelIds: [channel.id],
    hours: usualLength(maxDays),
  });
  const { run, busy, failure } = useAction(async () => {
    const path = `/api/workspaces/${encodeURIComponent(workspace.slug)}/guest-requests`;
    await request("POST", path, {
      email: email.trim(),
      name: name.trim() || undefined,
      channelIds: wanted.channelIds,
      reason: reason.trim() || undefined,
      accessHours: readHours(wanted.hours) ?? undefined,
    });
    toast.success("Your request is with the admins", {
      description: "You hear it here when one has decided.",
    });
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Ask for a guest"
      description="An admin decides. The guest sees you as the one who invited them."
      width="wide"
      onSubmit={() => void run()}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="primary" busy={busy} disabled={email.trim() === ""}>
            Ask the admins
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="E-mail" error={failure?.issueFor("email")}>
            <Input
              name="email"
              type="email"
              autoComplete="off"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
          <Field label="Name" aside="optional" error={failure?.issueFor("name")}>
            <Input
              name="name"
              autoComplete="off"
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
        </div>
        <Field
          label="Reason"
          aside="optional"
          hint="The admins read this. It stays on record."
          error={failure?.issueFor("reason")}
        >
          <Textarea
            name="reason"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <WantedFields
          channels={channels}
          wanted={wanted}
          maxDays={maxDays}
          failure={failure}
          onChange={setWanted}
        />
        {failure && failure.issues.length === 0 && <Alert>{failure.message}</Alert>}
      </div>
    </Dialog>
  );
}
