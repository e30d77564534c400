CREATE TABLE "attestations" (
	"hash" text NOT NULL,
	"signer" text NOT NULL,
	"chain_id" bigint NOT NULL,
	"timelock" text NOT NULL,
	"operation" text NOT NULL,
	"report" text NOT NULL,
	"verdict" text NOT NULL,
	"note" text NOT NULL,
	"signature" text NOT NULL,
	"checked_block" numeric(78, 0),
	"submitted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "attestations_hash_signer_pk" PRIMARY KEY("hash","signer")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"subscription" text NOT NULL,
	"position" bigint NOT NULL,
	"subject" text NOT NULL,
	"is_done" boolean NOT NULL,
	"attempts" integer NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"status" integer,
	"problem" text,
	"attempted_at" timestamp (3) with time zone,
	CONSTRAINT "deliveries_subscription_position_pk" PRIMARY KEY("subscription","position")
);
--> statement-breakpoint
CREATE TABLE "queue_event_topics" (
	"topic" text NOT NULL,
	"at" numeric(78, 0) NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "queue_event_topics_topic_position_pk" PRIMARY KEY("topic","position")
);
--> statement-breakpoint
CREATE TABLE "queue_events" (
	"position" bigserial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"subject" text NOT NULL,
	"sequence" integer NOT NULL,
	"chain_id" bigint NOT NULL,
	"timelock" text NOT NULL,
	"kind" text NOT NULL,
	"about" text NOT NULL,
	"at" numeric(78, 0) NOT NULL,
	"block_number" numeric(78, 0) NOT NULL,
	"json" text NOT NULL,
	"stored_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"topic" text NOT NULL,
	"kinds" jsonb NOT NULL,
	"shape" text NOT NULL,
	"target" text NOT NULL,
	"secret" text,
	"state" text NOT NULL,
	"problem" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "told_timelocks" (
	"chain_id" bigint NOT NULL,
	"timelock" text NOT NULL,
	"since" numeric(78, 0),
	"block" numeric(78, 0),
	"timestamp" numeric(78, 0),
	CONSTRAINT "told_timelocks_chain_id_timelock_pk" PRIMARY KEY("chain_id","timelock")
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_subscription_subscriptions_id_fk" FOREIGN KEY ("subscription") REFERENCES "public"."subscriptions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_position_queue_events_position_fk" FOREIGN KEY ("position") REFERENCES "public"."queue_events"("position") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queue_event_topics" ADD CONSTRAINT "queue_event_topics_position_queue_events_position_fk" FOREIGN KEY ("position") REFERENCES "public"."queue_events"("position") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attestations_operation" ON "attestations" USING btree ("chain_id","operation","submitted_at");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("next_at") WHERE not "deliveries"."is_done";--> statement-breakpoint
CREATE INDEX "deliveries_order" ON "deliveries" USING btree ("subscription","subject","position") WHERE not "deliveries"."is_done";--> statement-breakpoint
CREATE INDEX "queue_event_topics_at" ON "queue_event_topics" USING btree ("topic","at","position");--> statement-breakpoint
CREATE UNIQUE INDEX "queue_events_id" ON "queue_events" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "queue_events_subject" ON "queue_events" USING btree ("subject","sequence");--> statement-breakpoint
CREATE INDEX "queue_events_block" ON "queue_events" USING btree ("chain_id","timelock","block_number");--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_token" ON "subscriptions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "subscriptions_topic" ON "subscriptions" USING btree ("topic","state");--> statement-breakpoint
CREATE INDEX "subscriptions_target" ON "subscriptions" USING btree ("target","created_at");