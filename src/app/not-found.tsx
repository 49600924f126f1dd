import type { Metadata } from "next";
import { NotFoundMessage } from "@/ui/gate/not-found-message";
import { OWN_TITLE } from "@/ui/primitives/page-title";

export const metadata: Metadata = { title: OWN_TITLE };

export default function NotFound() {
  return (
    <main className="grid min-h-[80dvh] flex-1 place-items-center">
      <NotFoundMessage />
    </main>
  );
}
