CREATE TABLE "drill" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"ok" boolean NOT NULL,
	"connections" integer NOT NULL,
	"nodes_expected" integer NOT NULL,
	"nodes_confirmed" integer NOT NULL,
	"answered_ms" integer NOT NULL,
	"last_closed_ms" integer,
	"delivered_after" integer NOT NULL,
	"limit_ms" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "drill_due" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "drill_run" (
	"id" text PRIMARY KEY NOT NULL,
	"drill_id" text NOT NULL,
	"node_id" text NOT NULL,
	"begun_at" timestamp (3) with time zone NOT NULL,
	"workspace_id" text NOT NULL,
	"host_id" text NOT NULL,
	"guest_user_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "refused_origin" (
	"origin" text PRIMARY KEY NOT NULL,
	"count" bigint NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"addresses" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "drill" ADD CONSTRAINT "drill_workspace_id_organization_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drill_run" ADD CONSTRAINT "drill_run_workspace_id_organization_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drill_run" ADD CONSTRAINT "drill_run_host_id_user_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drill_run" ADD CONSTRAINT "drill_run_guest_user_id_user_id_fk" FOREIGN KEY ("guest_user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drill_at_idx" ON "drill" USING btree ("at");--> statement-breakpoint
CREATE INDEX "refused_origin_last_idx" ON "refused_origin" USING btree ("last_at");