import { answerFile } from "@/app/answer-file";
import { byFile } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { noteDownload } from "@/core/access/guest-traces";
import { openFile } from "@/core/files/open-file";

export const GET = workspaceRoute({
  enter: byFile,
  may: "anyoneInside",
  act: async (principal, { request, params }) => {
    const file = await openFile(principal, params.id);
    if (request.method !== "HEAD") noteDownload(principal, file.id);
    return answerFile(file, request);
  },
});
