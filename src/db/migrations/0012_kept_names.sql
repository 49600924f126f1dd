CREATE TABLE "kept_name" (
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"image" text,
	"workspace_name" text NOT NULL,
	"sponsor_name" text,
	CONSTRAINT "kept_name_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "kept_name" ADD CONSTRAINT "kept_name_workspace_id_organization_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept_name" ADD CONSTRAINT "kept_name_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kept_name_user_idx" ON "kept_name" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "kept_name_image_idx" ON "kept_name" USING btree ("image") WHERE "kept_name"."image" is not null;--> statement-breakpoint
CREATE INDEX "user_image_idx" ON "user" USING btree ("image") WHERE "user"."image" is not null;--> statement-breakpoint
CREATE INDEX "guest_invited_by_idx" ON "guest" USING btree ("invited_by");--> statement-breakpoint
-- Whoever was removed is called as they were on that day. Of their picture nothing is left here to be shown.
INSERT INTO "kept_name" ("workspace_id", "user_id", "name", "workspace_name")
SELECT DISTINCT ON (e."workspace_id", u."id") e."workspace_id", u."id", e."target_name", o."name"
FROM "audit_event" e JOIN "user" u ON u."id" = e."data" ->> 'userId' JOIN "organization" o ON o."id" = e."workspace_id"
WHERE e."action" IN ('guest.removed', 'member.removed')
	AND NOT EXISTS (SELECT 1 FROM "member" m WHERE m."organization_id" = e."workspace_id" AND m."user_id" = u."id")
	AND NOT EXISTS (SELECT 1 FROM "guest" g WHERE g."workspace_id" = e."workspace_id" AND g."user_id" = u."id")
ORDER BY e."workspace_id", u."id", e."at" DESC;
