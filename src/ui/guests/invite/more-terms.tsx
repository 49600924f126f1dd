"use client";

import { ChevronRight } from "lucide-react";
import { useEffect } from "react";
import { useDisclosure } from "@/ui/guests/use-disclosure";
import { cn } from "@/ui/primitives/cn";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { scrollIn } from "@/ui/primitives/scroll-in";
import { Select } from "@/ui/primitives/select";
import type { RequestFailed } from "@/ui/request";
import type { GuestRules, InviteDraft } from "./invite-draft";
import { SponsorField } from "./sponsor-field";

const FIELDS = ["maxUses", "linkDays", "domains", "sponsorId"];
const USES = [1, 2, 5, 10, 25, 100];
const LIVES = [1, 3, 7, 14, 30, 90];

interface MoreTermsProps {
  draft: InviteDraft;
  rules: GuestRules;
  /** The invitation exists: its link stays as long as it does, if nothing else is said. */
  isChange: boolean;
  failure: RequestFailed | null;
  onChange: (draft: InviteDraft) => void;
}

/** What most invitations leave as it is. It is folded away until somebody wants it, or something in it is wrong. */
export function MoreTerms({ draft, rules, isChange, failure, onChange }: MoreTermsProps) {
  const { id, open, toggle } = useDisclosure();
  const isWrong = failure?.issues.some(({ path }) => FIELDS.includes(path.split(".")[0] ?? ""));
  useEffect(() => {
    if (isWrong && !open) toggle();
  }, [isWrong, open, toggle]);
  const set = (part: Partial<InviteDraft>) => onChange({ ...draft, ...part });
  return (
    <div className="border-t pt-3">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={toggle}
        className="-ml-1 flex h-8 items-center gap-1 rounded-md pr-2 pl-1 font-medium text-ink-soft hover:bg-hover coarse:h-11"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-4 transition-transform", open && "rotate-90")}
        />
        More choices
        {!open && <Summary draft={draft} />}
      </button>
      {open && (
        <div ref={scrollIn} id={id} className="mt-3 grid gap-4 sm:grid-cols-2">
          <LinkFields draft={draft} isChange={isChange} failure={failure} set={set} />
          <Field
            label="Only addresses of"
            aside="optional"
            hint={
              rules.guestDomains.length > 0
                ? `This workspace allows ${rules.guestDomains.join(", ")}.`
                : "Domains, such as client.example. Without mail, an address is typed and not proven."
            }
            error={issueOfDomains(failure)}
          >
            <Input
              name="domains"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={draft.domains}
              onChange={(event) => set({ domains: event.target.value })}
            />
          </Field>
          <SponsorField
            value={draft.sponsorId}
            error={failure?.issueFor("sponsorId")}
            onChange={(sponsorId) => set({ sponsorId })}
          />
        </div>
      )}
    </div>
  );
}

function Summary({ draft }: { draft: InviteDraft }) {
  const named = draft.domains.trim() !== "" && `only ${draft.domains.trim()}`;
  const parts = [draft.uses !== "1" && `${draft.uses} people`, named].filter(Boolean);
  if (parts.length === 0) return null;
  return <span className="font-normal text-ink-faint text-meta">· {parts.join(" · ")}</span>;
}

interface LinkFieldsProps extends Pick<MoreTermsProps, "draft" | "isChange" | "failure"> {
  set: (part: Partial<InviteDraft>) => void;
}

function LinkFields({ draft, isChange, failure, set }: LinkFieldsProps) {
  const isAddressed = draft.email.trim() !== "";
  const uses = [...new Set([...USES, Number(draft.uses)])].sort((a, b) => a - b);
  const lives = LIVES.map((days) => ({
    value: String(days),
    label: `${days} ${days === 1 ? "day" : "days"}${isChange ? " from now" : ""}`,
  }));
  return (
    <>
      <Field label="Link works for" error={failure?.issueFor("linkDays")}>
        <Select
          value={draft.linkLife}
          onChange={(linkLife) => set({ linkLife })}
          options={isChange ? [{ value: "keep", label: "As long as now" }, ...lives] : lives}
        />
      </Field>
      <Field label="Places" error={failure?.issueFor("maxUses")}>
        <Select
          value={isAddressed && !isChange ? "1" : draft.uses}
          onChange={(next) => set({ uses: next })}
          disabled={isAddressed}
          options={uses.map((count) => ({
            value: String(count),
            label: count === 1 ? "One person" : `Up to ${count} people`,
          }))}
        />
      </Field>
    </>
  );
}

function issueOfDomains(failure: RequestFailed | null): string | null {
  return failure?.issues.find(({ path }) => path.split(".")[0] === "domains")?.message ?? null;
}
