import type { Metadata } from "next";
import { readLockedScreen, readOtherWorkspaces } from "@/app/visitor";
import { LockedScreen } from "@/ui/gate/locked-screen";
import { OWN_TITLE } from "@/ui/primitives/page-title";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function LockedPage({ params }: Props) {
  const slug = (await params).workspace;
  const lock = await readLockedScreen(slug);
  return <LockedScreen lock={lock} others={await readOtherWorkspaces(slug)} />;
}
