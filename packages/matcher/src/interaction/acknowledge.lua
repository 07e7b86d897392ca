-- Stores a state in which a disclosure is ticked off by hand, and requests a look, in one step: an open cue is resolved. Refused
-- if the interaction was changed since it was read, or is over.
-- KEYS[1] interaction, KEYS[2] outbox
-- ARGV[1] interaction id, ARGV[2] state revision as read, ARGV[3] state revision now, ARGV[4] state now
-- ARGV[5] who did it: a line of `stored/events-field.ts`
-- Returns 1, or 0 if refused.
-- @include clock
-- @include note-changes
-- @include join-events
-- @include request-look
-- @include refuse-moved
local interaction, outbox = KEYS[1], KEYS[2]
local id, readRevision, revision, state, event = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local known, closed, critical, events = unpack(redis.call('HMGET', interaction, 'rev', 'closed', 'critical', 'events'))
if known ~= readRevision or closed then return 0 end
redis.call('HSET', interaction, 'rev', revision, 'state', state, 'events', joinEvents(events, event))
requestLook(interaction, outbox, id, false, critical, (readClock())) -- a matcher hands it over at once
noteChanges({ id })
return 1
