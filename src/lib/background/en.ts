/** Everyday English, a text a line: small talk, and what is asked of all kinds of businesses, offices and machines. */
export const ENGLISH = `
will it rain this weekend
how cold does it get in january
do you know a riddle
tell me a really good joke
make me laugh with a joke
none
nothing
neither
whatever
lamp
test
tell me something interesting
who won the football match last night
when is the next world cup
how tall is mount everest
what is the capital of australia
who is the president
who wrote hamlet
who invented the telephone
when did the second world war end
how far away is the moon
is there life on mars
what is the largest ocean
how many people live in india
how many bones does a person have
what is the speed of light
how do plants grow in the dark
what is the meaning of life
do you believe in ghosts
what is fifteen percent of eighty
solve x squared equals nine
how many ounces are in a pound
convert ten miles into kilometres
pick a number from one to ten
flip a coin
what does this word mean
how do you spell necessary
give me another word for happy
translate good night into french
how do you say cheese in spanish
write a poem about autumn
write some python code for me
summarise this article
help me with my homework
check my essay for mistakes
play some jazz
sing me a song
put on the radio
i do not like this music
recommend a good film
what is on at the cinema
which series should i watch next
find me a good book about history
is there a new episode yet
make the kitchen brighter
set the heating to twenty degrees
is the front door locked
turn on the coffee machine
set an alarm for seven
wake me up at six tomorrow
start a timer for ten minutes
cancel my alarm
remind me to call my mother
what day of the week is the tenth
how many days are there until christmas
what is on my calendar today
put the meeting with sarah into my diary
move my dentist appointment to thursday
do i have any meetings after lunch
clear my schedule for tomorrow
read me my new messages
did anybody write to me today
call my brother
what is the number of john smith
reply that i am on my way
post this photo online
delete the list of presents
take bread off the list
what happened in the news today
what are the headlines
tell me about the elections
how did the stock market do
should i buy shares now
what is a share of apple worth
what is the exchange rate of the euro
what can i make with eggs and spinach
how long do potatoes take to boil
give me a recipe for pancakes
can i freeze cooked pasta
what can i use instead of butter
is chocolate bad for dogs
find me a restaurant nearby
where can i get a good burger
is the italian place on main street any good
how long is the wait at the steak house
order me a pizza with mushrooms
how long does it take to drive to boston
what is the quickest way to the airport
when does the next train leave
get me a taxi to the station
which bus goes downtown
buy me a train ticket to london
can you book me a flight to rome
are there cheap flights in may
what do i need to travel to china
do i need a visa for turkey
which vaccinations do i need for kenya
how much luggage may i take on the plane
my suitcase did not arrive
my flight was delayed by five hours
what gate does the plane leave from
can i choose my seat on board
is there wifi on the train
i missed my connection
can i bring my dog into the cabin
what is there to see in paris
what is your favourite colour
are you married
do you have brothers or sisters
what do you do at the weekend
do you dream
do you like pizza
what do you think of me
i love you
will you marry me
can you keep a secret
do you get tired
are you cleverer than other robots
change your name to max
speak more slowly
talk like a pirate
say that again in a british accent
i am so bored
i cannot sleep at night
i had a terrible day
i feel lonely today
my girlfriend left me
it is my birthday today
i passed my exam
we are moving house next month
my neighbour is too loud
the traffic is terrible today
my dog is sick what should i do
the kids are driving me mad
i am going on holiday tomorrow
i forgot where i put my keys
it is so hot outside
my favourite team lost again
i just had lunch
i am learning to play the guitar
my car is in the garage
i think the film was too long
nobody understands me
people are strange
i have not decided yet
that is not what i wanted
we talked about this yesterday
it depends on the weather
everything was better in the past
i need a dentist
i have had a headache for three days
what helps against a cold
which pills may i take with alcohol
is this rash dangerous
how do i lose weight
how much should i sleep
how many steps did i walk today
can i get my blood test results
i would like to see the doctor this week
i need a new prescription
does the clinic take new patients
where is the nearest pharmacy
is the vaccine free of charge
my back hurts when i sit
when do the visiting hours end
what is my account balance
transfer fifty dollars to my savings
my card was declined abroad
how do i get a mortgage
what is the interest rate on a loan
my card was stolen
i forgot my pin
when is my credit card bill due
what did i spend on food last month
how do i order new cheques
there is a charge on my statement that i do not know
can i get a higher overdraft
how do i report fraud
how many holidays do i have left
how do i apply for leave
how much tax do i have to pay
when is the tax return due
i lost my passport
how do i renew my driving licence
how do i register a new address with the city
where do i vote
how do i pay a parking fine
what is my social security number for
how do i apply for a student visa
how do i get a birth certificate
when is the rubbish collected
the street lamp in front of our house is broken
is there a fee for a building permit
how do i set up a pension
is my roof insured against storms
what does my car insurance cover
how do i make an insurance claim
somebody drove into my car
can i add my son to the policy
how many kilometres until the next oil change
my engine makes a strange noise
what pressure do my tyres need
a warning light is on in the car
how do i jump start a car battery
where can i charge an electric car
does this model come with four wheel drive
i want to test drive the new one
my phone does not charge any more
the screen of my phone is cracked
how do i unlock a sim card
how much data do i have left
can i keep my old phone number
i have no signal at home
the internet is down again
how do i change my wifi password
what is the fastest broadband plan
my computer will not start
the printer is out of paper
how do i undo in a spreadsheet
how do i delete a page in word
my laptop is very slow
which headphones are the best
how do i back up my photos
the update failed with an error
i cannot log into my email
how do i block somebody
how do i make my profile private
how do i get more followers
my video does not upload
the app crashes when i open it
your website is down
the page does not load
i found a bug in your software
is there an api for developers
does it run on linux
how do i install the plugin
which version supports dark mode
how do i export my data as a spreadsheet
how do i add a user to my team
the login code never comes
how do i cancel my subscription to the newspaper
is there a student discount for the gym
what classes are there on monday evening
can i freeze my gym membership
how much is a personal trainer
is the swimming pool heated
what time does the concert start
are there tickets left for the show
where do i sit in the theatre
can i give my ticket to a friend
is there an age limit for the museum
do children get in free
can i take photos in the exhibition
where do i return a library book
how long may i keep a library book
do i have to pay for lost books
when does the term start
how do i enrol my daughter in school
which books do i need for the course
when will the exam results come out
can i change my major
is there a uniform
does the nursery serve lunch
who is teaching chemistry this year
do you teach piano to adults
how much is an hour of english lessons
do you rent out flats
is the apartment still available
can i bring pets into the flat
how high is the deposit for the house
the heating in my flat does not work
the tap is leaking
my neighbour upstairs has a water leak
i would like to look at the house on saturday
what is the rent including bills
when is the electricity meter read
my power bill is too high
there is no hot water
how do i change my energy supplier
we have no electricity in the whole street
how do i get rid of mice
i need somebody to paint the living room
can you cut the hedge
how much would a new kitchen be
do you build garden sheds
i am looking for a plumber
who can move my piano
can you come and measure the windows
do you sell second hand cars
do you have this shirt in blue
does this dress come in a larger size
do you have gluten free bread
what is in the soup of the day
is the chicken halal
can we sit outside with eight people
a table for two at eight please
do you have a menu for children
we would like to see the wine list
the soup was cold and the waiter was rude
can i order a birthday cake with a name on it
do you deliver flowers on sunday
which roses last longest in a vase
how often do i water an orchid
what do you feed a hedgehog
does my cat need a passport
how much is a vaccination for a puppy
do you groom poodles
can i leave my rabbit with you over christmas
do you cut men's hair
can you colour my hair before the wedding
how much is a manicure
i would like a massage for my birthday
do you do tattoos
can you shorten these trousers
is dry cleaning more expensive
can you get red wine out of a carpet
do you develop film
can you print two hundred invitations
how much is a passport photo
can you make a copy of this key
do you repair watches
do you buy gold
can you appraise my grandmother's ring
how much is a wedding photographer
do you have a room for a conference
does the hotel have a pool
we need an extra bed for the baby
the room next door was very noisy
is breakfast served after ten
can i leave my bags after checking out
how far is the beach
do you rent out surfboards
are there guided tours in german
is the trail open in winter
do you need a licence for fishing there
when does the ski lift close
where can we put up our tent
where is my parcel
the courier did not ring the bell
i sent a letter two weeks ago and it never came
how much is a stamp to canada
can i redirect my mail
my order has not arrived
i want to send these shoes back
i got the wrong size
when will the new phone be in stock
is there a discount for students
do you have vouchers
can i get an invoice
can i pay in instalments
my payment did not go through
i was charged twice
do you accept dollars
i want my money back
can i change the delivery address
how do i reset my password
how do i delete my account
how do i unsubscribe from your emails
are you hiring
do you have a job for a student
how do i become a partner
who is the manager of this company
how many people work for you
i would like to interview your boss
can i advertise on your page
do you offer wholesale prices
do you ship to brazil
where is the product made
is it recyclable
does it contain nuts
how do i clean it
what does the red light mean
how do i assemble the shelf
a screw is missing
it makes a strange noise
the battery is empty after an hour
it smells of plastic
how loud is it
how heavy is the big one
can it get wet
how long does the paint take to dry
which one is better for beginners
is it suitable for children under three
what is the difference between the two
can i see a picture of it
is it worth the money
what would you choose
can you show me how it works
who can help me with this
where can i find it
how does that work
how long will that take
why is that so
is that possible
is that allowed
do i have to sign something
can i do that myself
can you do that for me
what happens then
what is it called
what is that for
how much is it
when is it
who was that
was it good
is it far
is it any good
i want to learn how to swim
i need a present for my father
i would like to donate clothes
i have a question about my contract
i am looking for a part time job
i would like to speak french with somebody
i want to start a company
i need a lawyer
i would like to complain about my landlord
i have lost my umbrella
i found a wallet on the bus
i am allergic to peanuts
i have changed my mind about the sofa
i am waiting for my sister
could you look up a phone number for me
could you tell me where the toilets are
could you recommend a podcast
let us play chess
open the camera
take a picture
lock my phone
what can i cook tonight
what should i wear to a wedding
how do i tie a tie
how do i get to the city centre
how do i remove a stain from a shirt
how do i fix a leaking tap
how do i grow tomatoes on a balcony
how do i write a letter of application
how do i become a pilot
how do i train for a marathon
how do i open a bottle without a corkscrew
how do i choose a good melon
is it safe to swim in the lake
is today a public holiday
is the museum open today
is the library closed on mondays
are the shops open on new year's day
are there wolves in this forest
are we there yet
did you see the game
did the parcel from my aunt come
have you ever been to italy
have you seen my glasses
was there an earthquake this morning
were you at the party
does the president have children
does it hurt to get a tattoo
should i repaint the bedroom
should i take an umbrella
shall we go out tonight
may i park in front of the hospital
must i declare this at customs
whose turn is it
which team do you support
which planet is the biggest
where do penguins live
where did i park
where was the pope born
`;
