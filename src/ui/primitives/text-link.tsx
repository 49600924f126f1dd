import Link from "next/link";
import type { ReactNode } from "react";

/** A link to another page of the workspace, in a sentence or below it. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="font-medium text-accent underline underline-offset-2">
      {children}
    </Link>
  );
}
