"use client";

import { ScrollText } from "lucide-react";
import { useState } from "react";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { WorkspacePageTitle } from "@/ui/shell/workspace-page-title";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { SearchInput } from "@/ui/primitives/search-input";
import { PageHeader } from "@/ui/primitives/page-header";
import { Segmented } from "@/ui/primitives/segmented";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { RetryAlert } from "@/ui/primitives/retry-alert";
import { AuditTable } from "./audit-table";
import { KINDS } from "./describe-event";
import { ExportRecord } from "./export-record";
import { type AuditFilter, useAudit } from "./use-audit";

/** The audit log page: every change of who has access to the workspace, newest first. */
export function AuditPage({ slug }: { slug: string }) {
  const [filter, setFilter] = useState<AuditFilter>({ kind: "all", text: "" });
  const { page, busy, failure, loadOlder, reload } = useAudit(slug, filter);

  return (
    <>
      <WorkspacePageTitle>{ADMIN_PAGES.audit.name}</WorkspacePageTitle>
      <PageHeader title={ADMIN_PAGES.audit.name}>
        <ExportRecord slug={slug} filter={filter} />
        <Button onClick={() => void reload()} busy={busy && !page?.next}>
          Refresh
        </Button>
      </PageHeader>
      <div className="@container min-h-0 flex-1 overflow-y-auto">
        <div className="flex flex-wrap items-center gap-2 px-4 py-3 md:px-5">
          <Segmented
            label="Filter by kind"
            value={filter.kind}
            onChange={(kind) => setFilter({ ...filter, kind })}
            options={[...KINDS]}
            wide
          />
          <SearchInput
            label="Search the log"
            placeholder="Name, address or reason"
            className="h-8 w-full sm:ml-auto sm:w-60 coarse:h-11"
            value={filter.text}
            onChange={(event) => setFilter({ ...filter, text: event.target.value })}
          />
        </div>
        {failure && (
          <RetryAlert
            className="m-4 md:mx-5"
            failure={failure}
            onRetry={() => void (page ? loadOlder() : reload())}
          />
        )}
        {!page && !failure && <SkeletonRows label="Loading the audit log" />}
        {page && page.events.length > 0 && <AuditTable events={page.events} />}
        {page?.events.length === 0 && <NothingHere filter={filter} />}
        {page?.next && (
          <div className="flex justify-center p-5">
            <Button busy={busy} onClick={() => void loadOlder()}>
              Load older
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

const NONE: Record<AuditFilter["kind"], string> = {
  all: "Nothing has happened yet.",
  cuts: "Nobody has lost access.",
  guests: "No changes of guests.",
  members: "No changes of members.",
  denied: "No refused attempts.",
};

function NothingHere({ filter: { kind, text } }: { filter: AuditFilter }) {
  const words = text.trim();
  return (
    <EmptyState icon={<ScrollText />} title={words ? `Nothing found for “${words}”` : NONE[kind]}>
      {words
        ? "Try fewer letters, or choose All."
        : "Every change of access is recorded here as it happens."}
    </EmptyState>
  );
}
