"use client";

import Link from "next/link";
import type { Guest } from "@/lib/api-types";
import { Skeleton } from "@/ui/primitives/skeleton";
import { Time } from "@/ui/primitives/time";
import { RetryAlert } from "@/ui/primitives/retry-alert";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import type { PastCut } from "./read-cuts";
import { describeTogether } from "./describe-together";
import { ProofLink } from "./proof-link";
import { Reason } from "./reason";
import { ReceiptLine } from "./receipt-line";
import { useGuestHistory } from "./use-guest-history";
import { ADMIN_PAGES, pagePath } from "@/ui/shell/admin-pages";

/** Every time a guest's access ended: when, by whom, why, with which receipt, and when they came back. */
export function GuestHistory({ id, guest }: { id: string; guest: Guest }) {
  const { slug } = useRealtime().workspace;
  const { found, failure, retry } = useGuestHistory(guest.id);
  return (
    <section
      id={id}
      aria-label={`History of ${guest.name}`}
      className="flex flex-col gap-2 text-meta"
    >
      {failure && <RetryAlert failure={failure} onRetry={retry} />}
      {!found && !failure && <Skeleton className="h-4 w-64" />}
      {found?.cuts.length === 0 && !found.more && <p className="text-ink-faint">Never revoked.</p>}
      {found && found.cuts.length > 0 && (
        <ol className="flex flex-col gap-2">
          {found.cuts.map((cut) => (
            <li key={cut.id} className="border-line-strong border-l-2 pl-3">
              <Cut cut={cut} />
            </li>
          ))}
        </ol>
      )}
      {found && found.cuts.length > 0 && (
        <p>
          <ProofLink guestId={guest.id} />
        </p>
      )}
      {found?.more && (
        <Link
          href={pagePath(slug, ADMIN_PAGES.audit)}
          prefetch={false}
          className="text-accent-ink underline"
        >
          Older entries are in the audit log
        </Link>
      )}
    </section>
  );
}

function Cut({ cut: { at, by, reason, receipt, together, restored } }: { cut: PastCut }) {
  return (
    <>
      <p className="text-ink-soft">
        {by === null ? "Access expired " : "Revoked "}
        <Time at={at} show="moment" />
        {by !== null && ` by ${by}`}
        {describeTogether(together)}
        {by !== null && reason && (
          <>
            : <Reason>{reason}</Reason>
          </>
        )}
      </p>
      {receipt && <ReceiptLine receipt={receipt} />}
      {restored && (
        <p className="text-ink-soft">
          {by === null ? "Extended " : "Restored "}
          <Time at={restored.at} show="moment" />
          {restored.by !== null && ` by ${restored.by}`}
        </p>
      )}
    </>
  );
}
