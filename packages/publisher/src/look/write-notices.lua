-- Writes what supervisors are told of an interaction, each notice once. Writes nothing if it is over, or another has its id by now: what it
-- came to is told when it ends.
-- KEYS[1] interaction, KEYS[2] notices
-- ARGV[1] reuse as read, ARGV[2] JSON of a list with the id and the JSON of each notice
-- ARGV[3] format of what is written, ARGV[4] most notices that wait
-- Returns how many that still wait were dropped for these.
-- @include write-notices
-- @include refuse-moved
local interaction, notices = KEYS[1], KEYS[2]
local reuse, list, v, most = ARGV[1], cjson.decode(ARGV[2]), ARGV[3], ARGV[4]

local state, known = unpack(redis.call('HMGET', interaction, 'state', 'reuse'))
if not state or (known or '0') ~= reuse then return 0 end
return writeNotices(interaction, notices, list, v, most)
