/** A small lexicon. */
export const lexicon = {
  locale: 'en-US',
  fillers: ['um'],
  expansions: {
    leave: '(leave|quit|walk out of)',
    leaves: '(~leave|~quit)',
    thing: '(boat|car)',
    machine: '(car|crane)',
    my_thing: '(my|our) <thing>',
  },
};
