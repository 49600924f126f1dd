"use client";

import { useState } from "react";
import type { Guest } from "@/lib/api-types";
import { PeoplePicker } from "@/ui/people/people-picker";
import { useMembers } from "@/ui/people/use-members";
import { Alert } from "@/ui/primitives/alert";
import { Button } from "@/ui/primitives/button";
import { Checkbox } from "@/ui/primitives/checkbox";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { toast } from "@/ui/primitives/toast";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";

interface SponsorDialogProps {
  guests: Pick<Guest, "id" | "name" | "sponsor">[];
  onClose: () => void;
  onChanged: (guests: Guest[]) => void;
  returnFocus: () => HTMLElement | null;
}

/** Names who answers for a guest, or for several, from now on. All guests of the former sponsor may go along. */
export function SponsorDialog({ guests, onClose, onChanged, returnFocus }: SponsorDialogProps) {
  const { workspace } = useRealtime();
  const former = guests.length === 1 ? (guests[0]?.sponsor ?? null) : null;
  const members = useMembers().filter(({ id }) => id !== former?.id);
  const [chosen, setChosen] = useState<string[]>([]);
  const [all, setAll] = useState(false);
  const [to] = chosen;
  const { run, busy, failure } = useAction(async () => {
    const match = all && former ? { sponsorId: former.id } : { ids: guests.map(({ id }) => id) };
    const body = { workspace: workspace.slug, match, to };
    const answer = await request<{ guests: Guest[] }>("POST", "/api/admin/guest/sponsor", body);
    onChanged(answer.guests);
    const name = members.find(({ id }) => id === to)?.name ?? "";
    toast.success(`${nameGuests(answer.guests)} handed over to ${name}`);
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Hand over ${nameGuests(guests)}`}
      description={former ? `Invited by ${former.name}.` : "Who invited them has left."}
      onSubmit={() => void run()}
      returnFocus={returnFocus}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="primary" busy={busy} disabled={to === undefined}>
            {all ? "Hand over all" : "Hand over"}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <PeoplePicker
          label="To"
          people={members}
          chosen={chosen}
          max={1}
          onChange={setChosen}
          nobody="There is no other member."
        />
        {former && (
          <label className="flex items-center gap-2">
            <Checkbox checked={all} onCheckedChange={(checked) => setAll(checked === true)} />
            All guests invited by {former.name}
          </label>
        )}
        <p className="text-pretty text-ink-faint text-meta">
          The guest then sees this name under “Invited by”, and can ask this member. Their access
          does not change.
        </p>
        {failure && <Alert>{failure.message}</Alert>}
      </div>
    </Dialog>
  );
}

function nameGuests(guests: Pick<Guest, "name">[]): string {
  const [first] = guests;
  return guests.length === 1 && first ? first.name : `${guests.length} guests`;
}
