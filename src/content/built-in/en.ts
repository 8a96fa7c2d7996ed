/** What every English desk understands without an intent file that says so. */

import type { BuiltInIntent } from './built-in-intent.ts';

export const ENGLISH: readonly BuiltInIntent[] = [
  {
    name: 'greeting',
    category: 'smalltalk',
    utterances: `
hello
hi
hey
hi there
hello there
hey there
hiya
good morning
good afternoon
good evening
morning
greetings
hello, is anybody there
anyone there
hi, is somebody here
good day
hello bot
yo
hey hey
`,
    answer: 'Hello, and welcome to {name}! What can I do for you?',
  },
  {
    name: 'how_are_you',
    category: 'smalltalk',
    utterances: `
how are you
how are you doing
how are you today
how is it going
how's it going
how are things
how do you do
how do you feel
are you well
you alright
what's up
how r u
how have you been
nice to meet you
hope you are well
`,
    answer: 'Very well, thank you! And what can I do for you?',
  },
  {
    name: 'who_are_you',
    category: 'smalltalk',
    utterances: `
who are you
what are you
are you a bot
are you a robot
are you human
are you a real person
are you real
are you an ai
is this a bot
is this a robot
is this an automatic reply
am I talking to a machine
am I talking to a human
who am I talking to
who is this
what is your name
do you have a name
`,
    answer:
      'I am the bot of {name}. I answer what I know; for everything else, say “a person, please”, and somebody from our team takes over here.',
  },
  {
    name: 'what_can_you_do',
    category: 'smalltalk',
    utterances: `
what can you do
what can you do for me
what can I ask you
what do you know
how can you help me
can you help me
please help me
help
help me
I need help
I need some help
I have a question
can I ask something
could I ask you something
what is this chat for
how does this chat work
menu
`,
    answer: 'Gladly. Just write in your own words what it is about. Or say “a person, please” for our team.',
  },
  {
    name: 'thanks',
    category: 'smalltalk',
    utterances: `
thanks
thank you
thank you very much
thank you so much
thanks a lot
many thanks
thx
ty
cheers
thanks for your help
great, thank you
perfect, thanks
that helped, thank you
much appreciated
that is all I needed, thanks
ok thanks
`,
    answer: 'You are welcome! Is there anything else?',
  },
  {
    name: 'praise',
    category: 'smalltalk',
    utterances: `
well done
good job
great job
good bot
you are great
you are awesome
you are very helpful
you are so kind
that was quick
awesome
brilliant
excellent
wonderful
great
very good
love it
you are the best
nice work
cool
`,
    answer: 'How kind, thank you!',
  },
  {
    name: 'acknowledge',
    category: 'smalltalk',
    utterances: `
ok
okay
k
alright
all right
fine
sure
I see
got it
understood
I understand
makes sense
sounds good
ok then
ok fine
ok got it
good to know
no problem
no worries
`,
    answer: 'Good. Write here whenever something comes up.',
  },
  {
    name: 'apology',
    category: 'smalltalk',
    utterances: `
sorry
I am sorry
oh sorry
sorry about that
my mistake
my bad
oops
I apologise
excuse me
pardon me
sorry for the confusion
sorry, wrong chat
sorry, I meant something else
`,
    answer: 'No harm done. What can I do for you?',
  },
  {
    name: 'goodbye',
    category: 'smalltalk',
    utterances: `
bye
goodbye
bye bye
good bye
see you
see you later
see you soon
good night
talk to you later
have a nice day
have a good weekend
take care
that's all, bye
nothing else, goodbye
cya
`,
    answer: 'Goodbye! You can come back to this chat at any time.',
  },
  {
    name: 'contact_human_agent',
    category: 'person',
    utterances: `
a person, please
human please
agent
I want to talk to a person
I want to speak to a human
can I talk to somebody
can I talk to a real person
let me speak to someone from your team
connect me with an agent
put me through to a colleague
get me a human
I do not want to talk to a bot
can somebody call me back
I want to talk to the manager
live chat with a person
talk to support
`,
    answer: undefined,
  },
];
