/** Groups of words that mean the same in English where customers ask, a group a line. */
export const ENGLISH = `
order, purchase, buy
place an order, make an order, check out
order confirmation, confirmation email, confirmation of purchase
order number, order id, order reference, reference number
basket, cart, shopping bag, trolley, shopping cart
add to basket, add to cart, put in basket
cancel, call off, withdraw, revoke
cancellation, cancelling, withdrawal, revocation
change my order, amend order, modify order, edit order, alter order
change, modify, amend, alter, edit, adjust
order status, where is my order, order progress, order tracking
order history, past orders, previous orders, order overview
pre-order, preorder, advance order, order in advance
reorder, order again, buy again, repeat order
bulk order, large quantity, wholesale, order in bulk, large order
minimum order, minimum spend, minimum order value, minimum purchase, smallest order
guest checkout, order without account, buy as guest, without registering
subscription, recurring order, regular delivery, autoship, standing order
customer, client, shopper, buyer, purchaser
company, business, enterprise
order by phone, telephone order
online shop, online store, webshop, web store, e-shop
shop, store, branch, outlet, location
quantity, how many, number of items
split order, partial order, part delivery, partial delivery, split shipment
backorder, on backorder, back order
terms and conditions, t&c, t&cs, tos, terms of service, general terms
checkout, till, cash desk, cash register
self-checkout, self checkout, self-service till, self-scan
receipt, proof of purchase, sales slip, till receipt
invoice, bill
lost receipt, no receipt, without receipt
duplicate invoice, copy of invoice, invoice copy
vat invoice, tax invoice, business invoice
billing address, invoice address, billing details
vat, value added tax, sales tax
tax free, tax-free, vat refund, duty free
vat number, tax id, vat id, tax number
pay, payment, settle
payment method, payment option, how can i pay, way to pay, means of payment
credit card, charge card
debit card, bank card, girocard, ec card
american express, amex
apple pay, google pay, mobile payment, pay by phone, mobile wallet
contactless, tap to pay, nfc payment
cash on delivery, cod, pay on delivery, pay the courier
bank transfer, wire transfer, money transfer
direct debit, ach, automatic debit, sepa
prepayment, pay in advance, advance payment, upfront payment, pay upfront
deposit, down payment, part payment
instalment, installment, payment plan, monthly payment, hire purchase, pay in parts
bnpl, pay later, klarna, deferred payment
financing, finance, credit agreement, loan
cheque, check payment, pay by check
gift card, gift voucher, gift certificate
gift card balance, remaining balance, balance check
voucher, coupon, discount code, promo code, promotion code
redeem, use a voucher, cash in, apply code
discount, reduction, price cut, money off, rebate, price reduction
sale, clearance, special offer, bargain, reduced item
deal, promotion, promo, special promotion
percent, percentage, per cent, pct
student discount, student offer, unidays
loyalty card, loyalty programme, loyalty program, bonus programme, rewards program
loyalty point, bonus point, reward point
cashback, cash back, money back offer
refer a friend, referral, recommend a friend, invite a friend
price, cost, how much, fee, charge
expensive, pricey, costly
cheap, inexpensive, low-cost, affordable, budget
free, free of charge, gratis, complimentary, no charge
price match, price guarantee, best price guarantee, lowest price, cheaper elsewhere
price difference, price drop, price adjustment
net price, excluding vat, before tax, without vat
gross price, including vat, tax included, with vat
unit price, price per unit, price per piece
recommended retail price, rrp, msrp, list price
additional cost, surcharge, extra cost, extra charge, supplement
hidden cost, hidden fee, unexpected charge
service fee, handling fee, processing fee, administration fee
gbp, pound sterling, quid
eur, euro
exchange rate, conversion rate, currency conversion
payment declined, payment failed, card declined, card rejected, payment refused, payment not accepted
charged twice, double charge, paid twice, double payment, duplicate charge
overcharged, charged too much, wrong amount charged
payment pending, payment processing, payment on hold
payment reminder, reminder, dunning letter, overdue notice
overdue, late payment, past due, outstanding
reminder fee, late fee, late charge
debt collection, collection agency, debt collector
due date, payment deadline, when to pay, payment due
credit check, credit rating, credit score, creditworthiness
chargeback, payment dispute, dispute a charge
bank details, account details, bank account, bank information
iban, account number, bank account number
bic, swift, swift code, sort code, routing number
security code, cvv, cvc, card verification
expiry date, expiration date, valid until, exp date
3d secure, 3-d secure, strong customer authentication, verified by visa
cardholder, card holder, name on card
payment receipt, proof of payment, payment confirmation
purpose of payment, payment reference, transfer reference
secure payment, ssl, encrypted payment
tip, gratuity
purchase on account, pay by invoice, invoice payment, buy on invoice
delivery, shipping, shipment, dispatch
deliver, ship
delivery time, delivery period, how long does delivery take, when will it arrive, shipping time, lead time
delivery date, arrival date, delivery day, estimated delivery, eta
delivery cost, shipping cost, postage, delivery charge, shipping fee, p&p, postage and packing
free delivery, free shipping, no delivery charge
free delivery threshold, free shipping from
express delivery, next-day delivery, overnight delivery, fast delivery, expedited shipping, express shipping, rush delivery
same-day delivery, same day, delivery today
standard delivery, normal delivery, regular shipping
weekend delivery, saturday delivery, sunday delivery
time slot, delivery slot, delivery window, time frame, time window
delivery appointment, delivery booking, arrange delivery, schedule delivery
reschedule delivery, change delivery date, postpone delivery, rearrange delivery
delivery address, shipping address, ship-to address, recipient address
change address, wrong address, incorrect address, new address
redirect parcel, divert parcel, reroute, forward parcel
parcel, package, packet
mail, post
postcode, zip code, zip, postal code
house number, street number
flat, apartment
abroad, overseas, foreign country, other country
international delivery, deliver abroad, ship overseas, international shipping, worldwide shipping
domestic, within the country, national, inland
uk, united kingdom, great britain, britain
usa, united states, america
eu, european union
courier, carrier, delivery driver, delivery man, postman, delivery company
delivery partner, parcel service, shipping company, delivery service, logistics provider
haulier, freight company, freight forwarder, trucking company
royal mail, parcelforce
usps, us postal service
dhl, deutsche post
evri, hermes
fedex, federal express
ups, united parcel service
freight, cargo, bulky delivery, pallet delivery
lorry, truck
tracking, track and trace, track my parcel, shipment tracking, parcel tracking
tracking number, tracking code, consignment number, shipment number, tracking id
tracking not updating, no tracking update, tracking stuck, tracking unchanged
delay, late, delayed, hold-up
not arrived, not received, never arrived, not delivered, hasn't come, still waiting
lost, missing, disappeared, gone missing, vanished
stolen, theft, nicked
delivered not received, marked as delivered, says delivered
trace request, missing parcel claim, parcel investigation, lost parcel claim
missing item, item missing, incomplete order, incomplete delivery, something missing
wrong item, wrong product, incorrect item, sent wrong thing
neighbour, neighbor, next door
safe place, leave safe, drop-off permission, leave outside, authority to leave
nobody home, not at home, missed delivery, absent
delivery attempt, redelivery, second attempt, try again
missed delivery card, delivery note card, calling card, notification card
signature, sign for, signature required, recorded delivery
proof of delivery, pod, delivery confirmation, delivery receipt
age check, age verification, proof of age, id check
over 18, adult only, legal age, minimum age
refuse delivery, reject parcel, decline parcel, refuse acceptance
accept parcel, receive parcel, take delivery
recipient, addressee, receiver
sender, consignor, shipper
post office, postal branch, post shop
parcel shop, pick-up point, collection point, parcelshop, drop-off point
parcel locker, packstation, parcel station, inpost, locker
parcel box, letterbox, mailbox, letter box
po box, post office box
pick up, collect, pick-up, collection, fetch
click and collect, click & collect, collect in store, store pick-up, in-store pickup, bopis, curbside pickup
ready for collection, ready to collect, ready for pick-up
pick-up code, collection code, pickup code, pickup pin
collect on behalf, somebody else collect, authorise collection
letter of authority, authorisation letter, power of attorney, proxy
storage period, holding period, how long kept, how long stored
id, identification, identity card, id card, passport, proof of identity
driving licence, driver's license, driving license
warehouse, depot, distribution centre, fulfilment centre
sorting office, parcel centre, parcel hub, sorting centre
in transit, on its way, on the way, en route
out for delivery, loaded on van, with the driver
dispatched, shipped, sent out, posted, mailed
dispatch confirmation, shipping confirmation, shipping notification, dispatch email
delivery note, packing slip, packing list
shipping label, parcel label, address label
pack, wrap, package up
packaging, packing, wrapping
box, carton, cardboard box
original packaging, original box, original carton
gift wrap, gift wrapping, present wrapping, gift box
gift, present
gift message, greeting card, personal message, gift note
bulky goods, oversized item, large item, bulky item
oversize, too big, outsize
parcel size, parcel dimension, maximum size, size limit
weight limit, maximum weight, weight allowance, load limit, load capacity
customs, customs clearance
customs duty, import duty, import tax, import charge, customs fee
customs declaration, customs form, cn22, cn23
prohibited item, banned item, forbidden goods, restricted item
dangerous goods, hazardous material, hazmat
registered mail, registered post, certified mail, special delivery
insured parcel, insurance, parcel insurance, shipping insurance
insured value, declared value, liability limit
kerbside delivery, curbside delivery, to the kerb, front door delivery
room of choice, white glove, delivery upstairs, carry upstairs, to the room
two-man delivery, two man delivery, two-person delivery
lift, elevator
assembly service, assembly, put together, set up furniture, installation service
install, installation, fitting, mount, connect
fitter, installer, technician, engineer
old appliance disposal, haul away, remove old appliance
disposal, dispose of, throw away, get rid of, scrap
recycling, recycle, reuse
bin, dustbin, trash can, garbage can, waste bin
electronic waste, e-waste, weee, electrical waste
old battery, used battery, battery disposal
climate neutral, carbon neutral, co2 neutral, co2 offset
eco-friendly, sustainable, environmentally friendly
sustainability, environment, climate protection
send a parcel, post a parcel, mail a package, ship a parcel
book a collection, arrange pick-up, schedule a pickup, parcel collection
return, send back, give back, bring back
return policy, returns policy, right of return, return conditions
return period, return deadline, how long to return, return window, cooling-off period
right of withdrawal, right to cancel, withdrawal period
return label, returns label, return slip, return sticker, prepaid label
return form, returns form, return note
return cost, return shipping, return postage, cost of return
free return, free returns, return for free
return in store, return to shop, return at branch
return without packaging, original packaging missing, box thrown away
return by post, post back, mail back
return number, rma, return authorisation, returns number
return collection, collect return, pick up return
return not received, return not processed, return status, return tracking
reason for return, why returned
excluded from return, non-returnable, cannot be returned, no returns
exchange, swap, replace, change for another
exchange size, different size, other size, wrong size
exchange colour, different colour, other color
replacement, substitute, new one, replacement item
refund, reimbursement, money back, get money back, repay, reimburse
refund time, when refund, how long refund, refund period
refund method, how refunded, refund to card
store credit, credit note, shop credit, merchant credit
compensation, damages, recompense
goodwill, gesture of goodwill, goodwill gesture
try on, try, test, trial
trial period, test period, try at home
unopened, sealed, unused, original sealed
hygiene seal, hygiene sticker, protective seal
hygiene product, hygiene article, intimate product
warranty, guarantee, manufacturer warranty
warranty period, guarantee period, how long guarantee, warranty length
warranty claim, guarantee claim, claim under warranty
extended warranty, warranty extension, protection plan, extra cover
statutory rights, consumer rights, legal rights, statutory warranty
proof of warranty, warranty card, guarantee certificate, warranty certificate
broken, defective, faulty, not working, kaput
defect, fault, flaw, malfunction
damaged, dented, battered
transport damage, damaged in transit, arrived damaged, shipping damage, arrived broken
report damage, damage report, damage claim
scratch, scrape, scuff
dent, ding, bump
tear, rip, hole
stain, spot, blotch
leak, leaking, drip, leakage
smell, odour, odor, stink
rust, corrosion, rusty
mould, mold, mildew
fall apart, wear out, worn out
wear and tear, normal wear, abrasion
repair, fix, mend
repair cost, repair price, cost of repair
repair time, repair duration, how long repair
cost estimate, quote, quotation, estimate
spare part, replacement part, part
repair shop, workshop, service centre, service center
complaint, complain, claim, grievance
photo, picture, image, pic, snapshot
description, details, info
liability, liable, responsible
own fault, self-inflicted, accidental damage
water damage, liquid damage
product recall, recall, safety recall
safety warning, safety notice
fake, counterfeit, imitation, knock-off, replica
genuine, authentic, original
fraud, scam, phishing, rip-off
suspicious email, fake email, fake text, phishing email
fake shop, fraudulent shop, scam site
arbitration, dispute resolution, ombudsman, mediation
consumer protection, trading standards, consumer advice
account, customer account, user account, profile
create account, register, sign up, open account, registration
log in, login, sign in, sign-in, log on
log out, logout, sign out, log off
cannot log in, can't log in, login problem, login failed, locked out
account locked, account blocked, account suspended, account disabled
unlock, unblock, reactivate
delete account, close account, remove account, deactivate account
delete, remove, erase
password, passcode, login code
forgot password, forgotten password, lost password, reset password, don't know password
change password, new password, update password
username, user name, user id, login name
customer number, client number, member number, customer id
two-factor authentication, 2fa, two-step verification, mfa, two factor
verification code, one-time code, otp, confirmation code
verify, confirm, validate
fingerprint, touch id
face id, facial recognition
hacked, compromised, account misuse, unauthorised access
personal data, my data, personal information, personal details
privacy, data protection, privacy policy, gdpr
data request, subject access request, data stored, what data
data deletion, erase data, right to erasure, right to be forgotten
pass on data, share data, third party, sell data
consent, permission, agree, approval
change name, new surname, married name
surname, last name, family name
first name, forename, given name
date of birth, birthday, birthdate, dob
change email, new email address, update email
change phone number, new mobile number
email, e-mail, email address
mobile, mobile phone, cell phone, cellphone, smartphone, handset
phone number, telephone number, tel, hotline number
phone, telephone, call
text message, sms, text
whatsapp, messenger, instant message
live chat, chat, online chat
chatbot, bot, virtual assistant
contact, get in touch, reach, get hold of
customer service, customer support, customer care, helpdesk, help desk
hotline, helpline, service line, call centre, call center
contact form, online form, enquiry form, web form
enquiry, inquiry, query, question, request
answer, reply, response, respond
response time, waiting for answer, no reply
speak to someone, talk to human, real person, human agent
call back, callback service, ring back
waiting time, wait, queue, on hold
fax, fax number
postal address, mailing address
headquarters, head office, main office, registered office
imprint, legal notice, company details, site notice
social media, facebook, instagram, twitter
appointment, booking, reservation
book, reserve, put aside, hold for me
consultation, advice, advise, counselling
personal shopper, style advice, styling service
video call, video consultation, online consultation
sign language, deaf, hard of hearing
language, speak english, which languages
newsletter, mailing list, email update, promotional email
unsubscribe, opt out, cancel newsletter, stop emails, no more emails
subscribe, opt in
advertising, advert, ad, advertisement, commercial, marketing
flyer, leaflet, brochure, handout
catalogue, catalog, printed catalogue
spam, junk mail, junk folder
notification, alert, push notification
reminder email, notify me, email alert
app, mobile app, application software, smartphone app
download, get the app
update, upgrade software, new version
website, web page, homepage, site, web site
browser, chrome, firefox, safari
error message, error code, error
crash, freeze, hang, stop responding
page not loading, website down, site not working
wish list, wishlist, favourites, favorites, watchlist, saved items
settings, preferences, options
qr code, barcode, scan code
screenshot, screen shot
attachment, attached file, upload
printer ink, ink cartridge, toner
opening hours, opening times, business hours, when open, hours of operation
closing time, when close, how late open
bank holiday, public holiday, national holiday
christmas, xmas, festive season
weekend, saturday and sunday
weekday, working day, business day, workday
branch finder, store locator, nearest store, find a store, store near me
directions, how get there, route
parking, car park, parking lot, parking space, where to park
electric car charging, ev charging, charging station, charge point
wheelchair, wheelchair accessible, step-free, barrier-free, disabled access
disabled, disability, handicapped
toilet, loo, restroom, bathroom, wc, washroom, lavatory
baby changing, changing table, nappy changing
pram, pushchair, buggy, stroller
fitting room, changing room, dressing room
cash machine, atm, cashpoint
lost property, lost and found, left behind
staff, employee, personnel, worker, team
shop assistant, sales assistant, sales clerk, salesperson
rude, unfriendly, impolite
job, vacancy, career, employment, work for you
job application, send cv
cv, resume, curriculum vitae
apprenticeship, traineeship, vocational training
internship, work placement, work experience
review, rating, testimonial, customer opinion
write a review, leave feedback, rate product
feedback, suggestion, comment
star rating, stars, score
satisfied, happy, pleased
dissatisfied, unhappy, disappointed
recommend, suggest, endorse
trusted shop, trust seal, certified shop, quality seal
reputable, trustworthy, legit, reliable
available, in stock, availability, on hand
out of stock, sold out, unavailable, not available, no stock
back in stock, restock, when available again, available again
stock, inventory, stock level
check store stock, available in store, in stock locally
discontinued, no longer available, phased out, end of line
range, assortment, selection, product range
product, item, article, goods, merchandise
item number, article number, product code, sku, stock number
ean, gtin, barcode number
serial number, device number, imei
model, type, version
new arrival, new in, latest model, new product
second-hand, secondhand, pre-owned, pre-loved
refurbished, reconditioned, renewed, refurb
display model, ex-display, showroom model, floor model
b-stock, factory seconds
showroom, exhibition room
sample, swatch, tester, specimen
limited edition, special edition
online only, only online, web exclusive
custom-made, made to measure, bespoke, made to order, customised, tailor-made
personalise, personalize, engraving, engrave, monogram, print name
kit, bundle
multipack, value pack, family pack
piece, unit
accessory, accessories, add-on, extra
included, comes with, in the box, scope of delivery, supplied with
size, dimension, measurement, how big, how large
size chart, size guide, size table, measuring guide
big, large, huge
maximum, max, largest, biggest, at most, limit
minimum, min, smallest, at least
height, high, how tall, how high
weight, weigh, how heavy
volume, capacity, how much fits
millimetre, millimeter, mm
centimetre, centimeter, cm
metre, meter
kilometre, kilometer, km
inch, inches
gram, gramme, g
kilogram, kilo, kg, kilogramme
pound weight, lb, lbs
ounce, oz
litre, liter, l
millilitre, milliliter, ml
minute, min
hour, hr, h
fortnight, two weeks, 14 days
xs, extra small
xl, extra large
xxl, 2xl
plus size, large sizes, big sizes
one size, one size fits all
petite, short size, short length
true to size, fit as expected
runs small, comes up small, small fitting
runs large, comes up big, large fitting
fit, right size
too small, too tight
too large, too loose
inside leg, inseam, leg length
shoe size, foot length, foot size
clothes size, dress size, clothing size
colour, color, shade, hue
grey, gray
multicoloured, colourful, multicolored, colorful
colour differs, colour different, looks different
fade, lose colour, discolour, bleach out
material, fabric, cloth, what is it made of
composition, made of, consist of
leather, cowhide, real leather
faux leather, artificial leather, imitation leather, vegan leather, leatherette, pleather
suede, nubuck
polyester, synthetic, man-made fibre
elastane, spandex, lycra
fake fur, faux fur
wood, timber, wooden
solid wood, real wood
chipboard, particle board, particleboard
mdf, fibreboard, fiberboard
stainless steel, inox, steel
aluminium, aluminum, alu
plastic, acrylic, pvc
plexiglass, perspex, acrylic glass
safety glass, tempered glass, toughened glass
waterproof, watertight, impermeable
water-resistant, water-repellent, splashproof, showerproof
breathable, air-permeable
stretchy, elastic, stretch
sturdy, robust, solid, durable, hard-wearing, stable
fragile, breakable, delicate
heatproof, heat-resistant
non-slip, anti-slip, slip-resistant
scratch-resistant, scratchproof
stainproof, stain-resistant, dirt-repellent
toxic, poisonous, harmful substance
oeko-tex, öko-tex, oekotex
fair trade, fairtrade, fairly traded
fsc, certified wood
quality, workmanship, grade
certificate, certification, test certificate
ce mark, ce marking, conformity
country of origin, made in, where produced, where made
care instructions, washing instructions, care label, how to wash
wash, launder, clean
machine washable, washing machine safe, machine wash
hand wash, wash by hand
dry clean, dry cleaning, dry cleaner's
tumble dry, tumble-dry, dryer safe
iron clothes, ironing, press clothes
dishwasher safe, dishwasher-safe, goes in dishwasher
microwave safe, microwaveable, microwave-safe
oven safe, ovenproof
detergent, washing powder, laundry detergent
maintenance, upkeep, servicing, care for
power, wattage, how many watts
watt, w
kilowatt, kw
kilowatt hour, kwh
volt, v, voltage
ampere, amp, amperage
decibel, db, how loud
lumen, lm, brightness
electricity, mains power, electric current
power consumption, energy consumption, electricity consumption, energy usage
energy efficiency, energy label, energy class, energy rating
standby, stand-by, sleep mode
plug, mains plug, power plug
socket, power outlet, wall outlet, power point
adapter, adaptor, plug adapter
power supply, power adapter, power pack, mains adapter
cable, lead, cord, wire
power cable, mains lead, power cord
extension lead, extension cable, extension cord
power strip, multi-socket, multiple socket
wireless, cordless, cable-free
battery, rechargeable battery, accumulator
battery life, battery runtime, running time, how long battery lasts
charge battery, recharge, charging
charger, charging cable, charging device
charging time, how long to charge
powerbank, power bank, portable charger
wireless charging, inductive charging, qi charging
switch on, turn on, power on
switch off, turn off, power off, shut down
won't turn on, doesn't start, no power
reset, factory reset, restart, reboot
remote control, remote, clicker, zapper
instruction manual, user manual, instructions, operating instructions, user guide, handbook
assembly instructions, building instructions, assembly manual
technical data, specification, tech specs, spec, data sheet
feature, function, functionality
compatible, compatibility, work with, suitable for
connection, port, interface, connector
usb, usb port, usb stick
usb-c, usb type c
hdmi, hdmi port
wifi, wi-fi, wlan, wireless internet
router, modem
sim card, esim, sim
storage space, memory, disk space
gigabyte, gb, gig
terabyte, tb
hard drive, hard disk, hdd
screen, display panel, monitor
screen size, screen diagonal, display size
resolution, pixel, image quality
4k, ultra hd, uhd
touchscreen, touch screen
screen protector, screen film, protective film
phone case, phone cover, protective case
television, tv, telly
smart tv, internet tv
set-top box, tv box, tv receiver
wall mount, wall bracket, wall fixing
laptop, notebook, portable computer
computer, pc, desktop
tablet, ipad
iphone, apple phone
mac, macbook, apple computer
operating system, os
software, program, programme
licence key, license key, product key, activation code
headphones, earphones, earbuds, headset
loudspeaker, speaker, sound box
noise cancelling, noise-cancelling, anc
noise level, noise, loudness, volume of sound
quiet, silent, noiseless
microphone, mic
smartwatch, fitness tracker, smart watch
smoke alarm, smoke detector, fire alarm
light bulb, bulb, lamp bulb, light source
lamp, light fitting, luminaire
torch, flashlight
dimmable, dimmer, dim
household appliance, domestic appliance, white goods, electrical appliance
device, appliance, machine, gadget
washing machine, washer, laundry machine
tumble dryer, dryer, clothes dryer, tumble drier
fridge, refrigerator
freezer, deep freezer, chest freezer
dishwasher, dish washer
cooker, stove, range cooker
hob, cooktop, stovetop
induction, induction hob
kettle, water boiler
coffee machine, coffee maker, espresso machine
descale, descaler, limescale, decalcify
blender, liquidiser, smoothie maker
air fryer, hot air fryer
vacuum cleaner, hoover, vacuum
robot vacuum, robot hoover, robotic vacuum
clothes iron, steam iron, flat iron
air conditioner, air conditioning, ac, aircon
hairdryer, hair dryer, blow dryer
frying pan, skillet, pan
baking tray, baking sheet, cookie sheet
cutlery, silverware, flatware
crockery, tableware, dishes, dinnerware
thermos, thermos flask, vacuum flask, insulated bottle
cling film, plastic wrap, saran wrap
toilet paper, toilet roll, loo roll
tap, faucet
sink, washbasin, basin
lawnmower, lawn mower, mower
garden, backyard
barbecue, bbq, grill
garden furniture, patio furniture, outdoor furniture
screwdriver, cordless screwdriver
spanner, wrench
allen key, hex key
tape measure, measuring tape
adhesive tape, sellotape, sticky tape, scotch tape
furniture, furnishings
sofa, couch, settee
corner sofa, sectional sofa, sectional
sofa bed, sleeper sofa, pull-out couch
bedside table, nightstand, bedside cabinet
wardrobe, closet
cupboard, cabinet
chest of drawers, dresser, drawer unit
shelving unit, shelves, rack
bed, bedstead, bed frame
cot, crib
duvet, quilt, comforter
bed linen, bedding, bedclothes, bed sheets
sofa cover, couch cover, slipcover
firmness, mattress hardness, how firm
curtain, drape
blind, roller blind, window shade
fitted kitchen, built-in kitchen, kitchen unit
worktop, countertop, work surface
built-in, integrated, fitted
freestanding, free-standing, stand-alone
assembled, ready-made, pre-assembled
self-assembly, flat pack, flat-pack, diy assembly
disassemble, dismantle, take apart
tipping over, anti-tip, fix to wall
wobbly, wobble, unstable
clothes, clothing, garment, apparel, outfit
ladies, women, womenswear
men, gents, menswear
children, kids, child
children's clothes, kidswear, childrenswear
unisex, gender-neutral
jumper, sweater, pullover
cardigan, knitted jacket
sweatshirt, hoodie, hooded top
t-shirt, tee, tee shirt
waistcoat, gilet
jogging bottoms, sweatpants, joggers
raincoat, rain jacket, mac coat, waterproof jacket
underwear, undies, underclothes
underpants, boxers, briefs
knickers, panties
bra, brassiere
tights, pantyhose, stockings
pyjamas, pajamas, pjs, nightwear, sleepwear
dressing gown, bathrobe, robe
swimsuit, swimming costume, bathing suit
swimming trunks, swim shorts, trunks
shoe, footwear
trainer, sneaker, running shoe, gym shoe
wellington boot, welly, rubber boot, rain boot
braces, suspenders
backpack, rucksack, daypack
sunglasses, shades
jewellery, jewelry
zip fastener, zipper
alteration, tailoring, tailor
nappy, diaper
dummy, pacifier, soother
baby formula, formula milk, infant milk
car seat, child seat, child car seat
bicycle, bike, cycle
electric bike, e-bike, ebike, pedelec
tyre, tire
food, groceries, grocery, foodstuff
grocery delivery, food delivery, supermarket delivery
supermarket, grocery store
ingredient, contents, what is in it
nutritional value, nutrition facts, nutrition information
calorie, kcal, energy content
sugar-free, no sugar, without sugar, unsweetened
allergy, allergic, intolerance
allergen, allergy information
gluten-free, no gluten, coeliac, celiac
lactose-free, dairy-free, without lactose
nut-free, without nuts
vegan, plant-based, no animal products
vegetarian, veggie, meat-free
halal, halal certified
kosher, kosher certified
organic, bio, organically grown
gmo, genetically modified, gm food
additive, preservative, e number
flavouring, flavoring, aroma
alcohol, booze, alcoholic drink, liquor
alcohol-free, non-alcoholic
soft drink, soda, fizzy drink, pop
sparkling water, fizzy water, carbonated water
drink, beverage
caffeine-free, decaf, decaffeinated
best before, best-before date, sell-by date, shelf life, bbd
use by date, use-by date
expired, out of date, past date
gone off, spoiled, rotten, bad food
frozen, deep-frozen, frozen food
chilled, refrigerated, cooled
cold chain, cool box, insulated packaging
defrost, thaw
store food, keep food, storage instructions
bottle deposit, deposit bottle, returnable bottle
recipe, cooking instructions
portion, serving
meal kit, recipe box, meal box
takeaway, takeout, carry-out
substitution, substitute product, alternative item
medicine, medication, drug
prescription, prescription only
pharmacy, chemist, drugstore
vitamin, dietary supplement, food supplement
plaster, band-aid, sticking plaster
deadline, time limit, until when, how long do i have
immediately, right away, straight away, at once, asap
quick, fast, rapid
urgent, emergency, pressing
duration, how long, length of time
allowed, permitted
forbidden, prohibited, not allowed, banned
required, necessary, needed, compulsory, mandatory
voluntary, optional
explain, explanation, clarify
difference, differ, compare, versus
rule, regulation, policy
valid, validity, applies
invalid, not valid, void
expire, run out, lapse
extend, prolong, extension, renew
limited, restricted, restriction
additional, extra, further
alternative, instead, other option
forgot, forgotten, can't remember
mistake, error in order, wrong entry, typo
by mistake, accidentally, by accident, unintentionally
correct, accurate
wrong, incorrect, false
maximum quantity, purchase limit, order limit, quantity limit
competition, prize draw, giveaway, raffle, sweepstake
business customer, corporate customer, trade customer, b2b, commercial customer
private customer, consumer, b2c, private individual
reseller, resell, resale
affiliate, partnership, cooperation
member, membership, join
rent, hire, lease
lend, loan out, borrow
trade-in, trade in, part exchange
buyback, buy-back, sell to you
marketplace, third-party seller, external seller
owner, proprietor, owned by
moving house, move house, relocation
vacation, on holiday, holiday trip
strike, industrial action, walkout
peak season, busy period, high season
how much, price, cost, fee
fee, charge
surcharge, additional charge, extra charge, extra cost
how many, number of, quantity
how often, frequency, how frequently, how many times
when, what time, what date, at what time
where, location, whereabouts, place
why, reason, cause, how come
can i, may i, am i allowed, is it possible
must i, do i need, required
allowed, permitted, permissible
forbidden, prohibited, not allowed, not permitted, banned
mandatory, compulsory, obligatory
optional, voluntary, not mandatory
requirement, prerequisite, precondition
terms and conditions, t&cs, terms of service, terms of use
rule, regulation, guideline
exception, exemption, waiver
possible, feasible, doable
impossible, not possible, unable
start, begin, commence
end, finish, conclude
start date, effective date, commencement date
end date, closing date, expiry date, expiration date
expire, lapse, become invalid
valid, in force, still good
invalid, void, not valid, null
validity, valid until, how long valid
minimum, smallest, lowest, at least
average, mean, typical
approximately, roughly, approx
enough, sufficient, adequate
several, multiple, various
double, twice, two times
amount, sum, total
every day, daily, each day
every week, weekly, each week
every month, monthly, each month, per month
every quarter, quarterly, every three months
every year, yearly, annual, annually, per year
every two weeks, fortnightly, biweekly
fortnight, two weeks
regularly, routinely, periodically
often, frequently
rarely, seldom, hardly ever
immediately, straight away, right away, instantly, at once
soon, shortly, before long
at the moment, currently, right now, at present
today, same day
weekday, monday to friday
working day, business day, workday
christmas, xmas
opening hours, opening times, business hours, hours of operation
office hours, working hours
closed, shut, not open
24/7, round the clock, 24 hours, around the clock, day and night
noon, midday, 12 pm
date of birth, dob, birth date, birthday
age limit, minimum age, how old
adult, grown-up
child, kid
baby, infant, newborn
toddler, small child
senior, pensioner, elderly, retired person, senior citizen
student, undergraduate
disabled, handicapped, person with disability
wheelchair accessible, step-free, barrier-free, disabled access
hearing impaired, deaf, hard of hearing
visually impaired, blind, partially sighted
spouse, husband, wife
parent, mother, father, mum, mom
next of kin, closest relative
deceased, dead, passed away
death, bereavement, passing
companion, accompanying person, plus one
guest, visitor
customer, client
member of staff, employee, staff member, team member
representative, agent, rep
company, firm, organisation, organization
headquarters, head office, hq, main office
contact, get in touch
phone number, telephone number, contact number
hotline, helpline, customer service number
customer service, customer support, helpdesk, customer care
email, e-mail
abroad, overseas, foreign country
foreigner, foreign national, non-resident
international, worldwide
domestic, national, within the country
nearest, closest, next to me
get there, directions, route, how to reach
map, floor plan, site plan
entrance, way in, entry
exit, way out
floor, storey, level
toilet, restroom, loo, washroom, wc, lavatory
car park, parking lot, parking, parking garage
parking space, parking spot, parking bay
bicycle, bike
motorbike, motorcycle
car, vehicle, automobile
campervan, motorhome, rv, camper
charging station, charging point, charge point, ev charger
electric car, ev, electric vehicle
petrol, gasoline, fuel
petrol station, gas station, filling station
size, dimension, measurement
length, how long is
width, how wide, breadth
height, how tall, how high
weight, how heavy
capacity, how many people, how many persons
kilo, kg, kilogram
gram, gramme
pound, lb, lbs
square metre, square meter, sqm
quick, fast, rapid, speedy
cheap, inexpensive, affordable, low-cost
second-hand, used, pre-owned
latest, newest, most recent
dangerous, hazardous, unsafe
urgent, asap
available, in stock, obtainable
fully booked, no vacancies, no rooms left
empty, vacant, unoccupied
dirty, filthy, unclean
broken, out of order, not working, defective, faulty
damaged, damage, harm
lost, mislaid, misplaced, lose
stolen, theft, robbed
difference, distinction, versus, vs
compare, comparison
alternative, substitute, other option
without, excluding, not including
including, inclusive, included
together, jointly, in a group
alone, by myself, solo
separately, individually
online, on the internet, on the web, via website
in person, on site, face to face
automatically, by itself, automatic
paper, hard copy, printed
buy, purchase, acquire
sell, sale
order, place an order
pay, settle
payment method, how to pay, means of payment, payment option
send, dispatch, ship
bring, take along, carry in
take away, remove
collect, pick up, pickup, collection
hand in, submit
swap, exchange, replace
cancel, cancellation, call off, annul
terminate contract, cancel contract, notice of termination, give notice
notice period, period of notice, cancellation period
change, alter, amend, modify
postpone, reschedule, put off, defer
extend, extension, prolong, lengthen
renew, renewal
increase, raise, rise
decrease, lower, go down
pause, suspend, put on hold, freeze
reactivate, restore
try out, test, trial
free trial, trial period, test period
use, utilise, utilize
look for, search
forget, not remember
forgotten password, lost password, reset password, password reset
check, verify
confirm, confirmation
proof, evidence, documentary evidence
choose, select, pick
need, require
help, assist, support
ask, enquire, inquire
question, query, enquiry, inquiry
answer, reply, response
frequently asked questions, faq, faqs
information, info, details
tell, inform, notify, let know
notification, alert, reminder
newsletter, mailing list
complain, complaint, grievance
dispute, contest
feedback, review, rating
problem, issue, trouble, difficulty
mistake, error
solution, remedy, solve, resolve
queue, stand in line, queuing, wait in line
waiting list, waitlist
delay, late, delayed, behind schedule
punctual, on time
lend, loan
borrow, check out book
rent, hire
permission, authorisation, authorization, consent, approval
approve, accept, agree
agreement, contract
refuse, reject, decline, turn down
rejection, refusal, denial
entitled, eligible, qualify
eligibility, who can apply, who qualifies
right of withdrawal, cooling-off period, withdrawal right
responsible, liable, in charge
liability, responsibility
guarantee, warranty
penalty, fine
law, legal, statutory
ombudsman, arbitration body, dispute resolution
reimburse, refund, money back
reimbursement, repayment
compensation, damages, compensate
discount, reduction, price reduction, concession
special offer, promotion, deal, promo
promo code, voucher code, discount code, coupon code, promotional code
voucher, coupon
loyalty programme, loyalty program, rewards programme, bonus programme
loyalty card, bonus card, points card
redeem, cash in
down payment, advance payment, prepayment
security deposit, damage deposit, refundable deposit
instalment, installment, part payment, pay monthly
tax, vat, gst, sales tax
tax return, tax declaration, file taxes
tax office, inland revenue, hmrc, irs
receipt, proof of purchase, proof of payment
bank statement, account statement
overdue, past due, unpaid, outstanding
reminder fee, late fee, late payment fee
debt, owe, money owed
form, application form
fill in, fill out, complete
apply, application, put in for
register, registration, sign up, enrol, enroll
deregister, sign off, unregister
unsubscribe, opt out, stop emails
subscribe, subscription
certificate, attestation
copy, duplicate, photocopy
certified copy, notarised copy, notarized copy
upload, attach file
attachment, attached file
translate, translation
identity card, id card, id, identification, proof of identity
passport, travel document
residence permit, right to remain, green card
visa, entry permit
birth certificate, certificate of birth
marriage certificate, wedding certificate
proof of address, proof of residence
change of name, name change
change of address, new address, address change, moved house
moving house, move home, relocate, relocation
reference number, case number, file number
customer number, client number, customer id
tracking number, consignment number
leaflet, brochure, flyer
type, kind
procedure, process
status, progress
timetable, train times, departure times
appointment, time slot, slot
make an appointment, book an appointment, schedule appointment
walk-in, without appointment, no appointment
meeting, gathering
hotel, accommodation, lodging
guesthouse, bed and breakfast, b&b, inn
hostel, youth hostel
holiday home, holiday apartment, vacation rental, holiday let
campsite, campground, camping site
book, reserve, make a reservation
reservation, booking
booking confirmation, reservation confirmation
booking number, booking reference, confirmation number, pnr
overbooked, overbooking
check in, check-in, arrival time
check out, check-out, departure time
late check-out, stay longer, late departure
early check-in, arrive early, early arrival
late arrival, arrive late, arrive after midnight
reception, front desk, reception desk
receptionist, front desk clerk, concierge
twin room, two beds, separate beds
adjoining rooms, connecting rooms
extra bed, additional bed, rollaway, fold-out bed
cot, crib, baby bed
bedding, bed linen, sheets, bed sheets
blanket, duvet, comforter
safe deposit box, room safe
kitchenette, cooking facilities, kitchen
air conditioning, air con, ac, aircon
heating, radiator
balcony, terrace
sea view, ocean view, view of sea
smoking, smoke, cigarette
vape, e-cigarette
pet, dog, cat, animal
assistance dog, guide dog, service dog, service animal
swimming pool, pool
sauna, steam room, spa
jacuzzi, hot tub, whirlpool
housekeeping, room cleaning, maid service
dry cleaning, dry cleaner
wake-up call, alarm call
key card, room key
cloakroom, coat check, wardrobe
left luggage, luggage storage, store bags, bag drop
tourist tax, city tax, visitor tax
no show, not turn up, no-show
high season, peak season
low season, off season, off-peak season
half board, dinner included
full board, all meals
holiday, vacation
day off, time off, annual leave
trip, journey, travel
business trip, business travel
excursion, day trip, outing
tour, guided tour, guided visit
tour operator, travel agency, travel agent
package holiday, package tour, package deal
ferry, boat
unaccompanied minor, child travelling alone
airline, air carrier
aeroplane, airplane, plane, aircraft
flight, fly
direct flight, non-stop, nonstop flight
stopover, layover
connecting flight, transfer flight
missed connection, missed connecting flight
flight cancelled, cancelled flight
flight delay, delayed flight
rebook, change flight, rebooking
one way, single ticket, one-way ticket
return ticket, round trip, return journey
boarding pass, boarding card
online check-in, web check-in, mobile check-in
luggage, baggage, bag, suitcase
hand luggage, carry-on, cabin baggage, cabin bag
checked baggage, hold luggage, checked bag
excess baggage, overweight luggage, extra baggage
baggage allowance, luggage allowance, free baggage
baggage claim, baggage carousel, baggage reclaim
lost luggage, missing baggage, delayed baggage
oversized baggage, bulky luggage, special luggage
sports equipment, sports gear, sporting equipment
wheelchair, mobility aid
child seat, car seat, booster seat
seat reservation, reserved seat, choose seat
extra legroom, exit row
frequent flyer, miles, air miles
airport lounge, vip lounge
security check, airport security, security screening
customs, customs duty, import duty
duty free, tax free
border control, passport control
pregnant, pregnancy
medical certificate, doctor's note, fit to fly
denied boarding, bumped off
travel insurance, holiday insurance, trip insurance
cancellation insurance, trip cancellation cover
train, rail
railway, railroad
train station, railway station
underground, subway, metro, tube
tram, streetcar, light rail
bus, coach
public transport, public transit
taxi, cab, minicab
airport transfer, shuttle, shuttle bus
fare, ticket price
ticket machine, ticket vending machine
ticket office, box office, ticket counter, ticket desk
e-ticket, mobile ticket, online ticket, electronic ticket
day ticket, day pass, one-day pass
season ticket, travel pass, travelcard
monthly ticket, monthly pass
annual pass, yearly ticket, annual ticket
group ticket, group rate, group discount
family ticket, family pass, family rate
railcard, rail discount card
off-peak, outside rush hour
peak time, rush hour, busy period
validate, stamp ticket
ticket inspector, conductor, ticket inspection
fare dodging, travelling without ticket, penalty fare
rail replacement, replacement bus, replacement service
sleeper train, night train, sleeping car, couchette
dining car, buffet car, restaurant car
change trains, interchange, transfer station
depart, leave, set off
arrive, arrival
destination, where to
car hire, car rental, rental car, hire car
car sharing, carpool, ride share
additional driver, second driver
toll, road charge, vignette, congestion charge
number plate, license plate, registration number
breakdown, break down
breakdown service, roadside assistance, breakdown cover
accident, crash, collision
traffic fine, traffic ticket
bank account, current account, checking account
open account, new account, account opening
close account, account closure, end account
joint account, shared account
fixed-term deposit, term deposit, time deposit
interest rate, interest, apr
account balance, balance, how much left
overdraft, overdrawn, arranged overdraft
bank transfer, wire transfer, transfer money, remittance
sort code, routing number, bank code
iban, international account number
bic, swift, swift code
direct debit, sepa mandate
standing order, recurring payment, regular payment
instant transfer, faster payment, real-time transfer
withdraw, withdrawal, take out money
pay in, deposit cash
cheque, check payment
credit card, mastercard
debit card, bank card
prepaid card, top-up card
contactless, tap to pay, nfc
mobile payment, pay by phone
pin, pin number, secret number
security code, cvv, cvc, card verification code
lost card, stolen card, card lost
block card, freeze card, cancel card
new card, replacement card, substitute card
card declined, payment declined, card rejected
credit limit, spending limit
daily limit, withdrawal limit
unknown transaction, unauthorised payment, unrecognised charge, unauthorized charge
double charged, charged twice, duplicate charge
chargeback, dispute charge
pending, being processed, in progress
foreign transaction fee, foreign currency fee, overseas fee
exchange rate, conversion rate
online banking, internet banking, e-banking
mobile banking, banking app
tan, one-time password, otp, one-time code
two-factor authentication, 2fa, two-step verification, mfa
phishing, scam email, fake email
fraud, scam
personal loan, consumer loan, consumer credit
mortgage, home loan, house loan
early repayment, pay off early, overpayment
credit check, credit score, credit rating
power of attorney, proxy, authorised representative
beneficiary, payee, recipient
shares, stocks, equities
securities account, brokerage account, share account
pension, retirement pay
inheritance, estate, legacy
insurance, cover, coverage
insurance certificate, proof of insurance
premium, insurance payment
excess, deductible
insured, covered, policyholder
report a claim, make insurance claim, damage report, report damage
no claims bonus, no claims discount
liability insurance, third-party insurance
car insurance, motor insurance, auto insurance
comprehensive cover, fully comprehensive
home insurance, contents insurance, household insurance
life insurance, life assurance
health insurance, medical insurance
insurer, insurance company, underwriter
insurance card, health card
switch provider, change provider, change supplier
mobile, mobile phone, cell phone, cellphone, smartphone
landline, fixed line, home phone
keep my number, number portability, port number, transfer number
sim card, sim
esim, digital sim
puk, sim locked
sim-free, unlocked
prepaid, pay-as-you-go, payg
top up, recharge, add credit
phone plan, tariff, price plan
contract length, contract term, minimum term
data, data volume, data allowance, mobile data
unlimited, no limit
roaming, use abroad, phone abroad
text message, sms
voicemail, mailbox, answering machine
nuisance call, spam call, cold call
call forwarding, call diversion, divert calls
no signal, no network, no service
internet, broadband
wifi password, network key
router, modem, hub
fibre, fiber, fibre optic
dsl, adsl, vdsl
internet speed, bandwidth, download speed
slow internet, slow connection
outage, downtime, service disruption
disconnect, cut off
technician, engineer, service engineer
installation, install, set up
streaming, stream
set-top box, tv box
user account, customer account
log in, login, sign in, log on
log out, sign out, log off
cannot log in, login problem, login failed, locked out
create account, open profile
username, user name, user id
password, passcode
deactivate, switch off, turn off, disable
activate, switch on, turn on, enable
delete, erase, wipe
personal data, personal information
data protection, privacy, gdpr
software, computer program
website, site, homepage, web page
link, url, web address
update software, new version, upgrade software
compatible, works with, supported device
computer, pc, laptop
charger, power adapter
cable, cord
socket, power outlet, plug socket
app crash, freeze, hang, stop working
error message, error code
restart, reboot
factory reset, reset device
back up, backup
settings, preferences
screenshot, screen capture
virus, malware
hacked, account compromised
verification code, confirmation code
licence key, license key, product key, activation code, serial key
licence, license
serial number, imei
export, download data
plugin, add-on, extension module
bug, glitch
feature, function
picture, photo, image
movie, film
public office, authority, government office
town hall, city hall, council, municipality, local authority
registry office, register office, civil registry
citizens' office, citizen service
immigration office, home office, aliens office
job centre, job center, employment office, unemployment office
unemployment benefit, jobseeker's allowance, dole
child benefit, family allowance
housing benefit, rent allowance
welfare, social security, benefit payment
social security number, national insurance number, ssn
tax number, tax id, tin
vat number, vat id
register a car, vehicle registration
car inspection, mot, roadworthiness test
postal vote, absentee ballot
citizenship, nationality, naturalisation
marry, wedding, get married
divorce, separation
criminal record check, dbs check, police clearance, certificate of conduct
planning permission, building permit
resident parking, residents' permit
processing time, how long take
appeal, objection, lodge objection
rubbish, garbage, trash, waste
dustbin, trash can, garbage can
recycling centre, recycling yard, tip site
bulky waste, large items collection
fire brigade, fire department
emergency number, 112, 999, 911
consulate, embassy
library card, reader card, borrower card
book loan, loan period, borrowing period
renew loan, extend loan
e-book, ebook, digital book
audiobook, audio book, spoken book
magazine, journal, periodical
catalogue, catalog, opac
interlibrary loan, inter-library loan
group room, meeting room, conference room
book return, book drop
hold book, reserve book
museum, gallery
exhibition, exhibit
permanent exhibition, permanent collection
special exhibition, temporary exhibition
admission, entrance fee, entry fee, admission price
free admission, free entry
last admission, last entry
school class, class trip, school group, field trip
take photos, photography, photograph
backpack, rucksack
umbrella, brolly
museum shop, gift shop
cafe, coffee shop, cafeteria
university, uni, higher education
nursery, kindergarten, daycare, creche
primary school, elementary school
secondary school, high school
pupil, schoolchild
teacher, instructor, tutor
tuition fee, course fee, school fee
scholarship, grant, bursary
course, class, lesson
workshop, seminar
evening class, adult education
distance learning, online course, e-learning, remote course
beginner, novice, no experience
exam, test paper, examination
retake, resit, repeat exam
diploma, degree, qualification
certificate of attendance, certificate of participation
sick note, absence note, sick certificate
absence, non-attendance
textbook, course book, teaching material
enrolment, matriculation, enrollment
student card, student id
school meal, school lunch, canteen
dormitory, hall of residence, student accommodation
internship, work placement, traineeship
apprenticeship, vocational training
job, vacancy, job opening
cover letter, application letter
salary, wage
part-time, reduced hours
volunteer, help out
gym, fitness studio, fitness centre, health club
join, become a member
membership fee, subscription fee, monthly fee
membership card, member id
joining fee, enrolment fee, sign-up fee
trial session, taster session, trial lesson
changing room, locker room, dressing room
trainers, sneakers, gym shoes
football, soccer
doctor, gp, physician
medical practice, doctor's office, doctor's surgery
hospital, clinic
accident and emergency, a&e, emergency room, emergency department
out of hours, on-call doctor
ambulance, paramedic
dentist, dental practice
optician, optometrist, eye test
glasses, spectacles
paediatrician, pediatrician, children's doctor
physiotherapist, physical therapist, physio
sick, ill, unwell
illness, disease
flu, influenza
vaccination, vaccine, jab, immunisation, immunization
covid, corona, coronavirus
face mask, mask
test result, lab result, findings
x-ray, radiograph
ultrasound, sonogram, scan image
treatment, therapy
check-up, screening, preventive examination
video consultation, telemedicine, online consultation
medical record, patient file, health record
visiting hours, visiting times, visit patient
pharmacist, dispenser
prescription, rx
repeat prescription, prescription refill
over the counter, non-prescription, without prescription
prescription charge, co-payment, copay
painkiller, pain relief
side effect, adverse reaction
dosage, dose, how many tablets
package leaflet, patient information leaflet
emergency pharmacy, night pharmacy, duty pharmacy
contraceptive, birth control
plaster, band-aid
landlord, lessor, property owner
tenant, renter, lessee
rental agreement, tenancy agreement, lease
rent increase, raise rent
utilities, service charges, additional costs
utility statement, service charge statement
caretaker, janitor, superintendent
property management, managing agent, letting agent
estate agent, realtor, real estate agent
sublet, sublease
flatmate, roommate
furnished, with furniture
cellar, basement
leak, water damage
blocked drain, clogged drain, blocked sink
smoke alarm, smoke detector
lost key, lost keys, locksmith
neighbour, neighbor
noise complaint, noise nuisance
pest, vermin, mice, cockroach
renovate, refurbish, redecorate
energy supplier, electricity provider, energy provider, utility company
electricity, power supply
power cut, power outage, blackout, power failure
smell gas, gas leak
meter reading, read meter, meter number
smart meter, digital meter
consumption, usage
volt, v
advance instalment, budget plan, monthly instalment
annual bill, final bill, yearly statement
basic charge, standing charge
price increase, price rise
price cap, fixed price, price guarantee
green energy, renewable energy, green electricity
solar panel, photovoltaic, pv
heat pump, air source heat
feed-in tariff, export tariff
wallbox, home charger
concert, gig
theatre, theater
cinema, movie theater
stadium, arena
sold out, no tickets left
resale, resell ticket
event cancelled, show cancelled
seating plan, seating chart
standing area, standing ticket
stalls, orchestra seat
presale, advance sale, advance booking
qr code, barcode
dress code, what to wear
children's birthday party, birthday party
stag night, bachelor party, hen party
private event, private hire, hire venue
theme park, amusement park
zoo, animal park
sightseeing, tourist attraction, places of interest
tourist information, visitor centre
ski pass, lift ticket
table booking, book a table, reserve table, table reservation
starter, appetizer, appetiser
main course, entree
dessert, pudding
lunch, midday meal
dinner, evening meal, supper
soft drink, soda, fizzy drink
vegetarian, veggie, meatless
vegan, plant-based
gluten-free, coeliac, celiac
lactose-free, dairy-free, lactose intolerant
food allergy, intolerance, allergen
halal, kosher
ingredient, made of
calorie, nutritional value, nutrition
takeaway, takeout, take-out
high chair, highchair
children's menu, kids menu, child portion
waiter, waitress
outdoor seating, sit outside
repair cost, cost estimate, estimate, quote, quotation
repair time, how long repair
repair shop, service centre, service center
maintenance, servicing, upkeep
spare part, replacement part
craftsman, tradesman, handyman
call-out charge, call-out fee, travel charge
on-site repair, home visit
loan device, courtesy car, replacement device
cracked screen, broken display, broken screen
beyond repair, write-off, total loss
winter tyres, snow tires
windscreen, windshield
hairdresser, hairstylist, barber
removal company, movers, moving company
assemble, put together, assembly
refer a friend, recommend a friend, referral bonus
participate, take part, attend
outside, outdoors
inside, indoors
near, close to, nearby
enter, go in
live chat, chatbot
organise, organize, arrange
throw away, dispose, discard
recycle, recycling
last minute, short notice
in time, by the deadline
retroactive, retrospectively, backdated
temporary, for now, interim
permanent, for good, indefinitely
confidential, secret
transferable, pass on ticket, give to someone
refundable, get money back
non-refundable, no refund
flexible, changeable
carbon footprint, co2, emissions
accessible, accessibility
mobility impaired, reduced mobility, prm
childcare, babysitter, babysitting, child minding
cctv, surveillance camera, video surveillance
on behalf of, for someone else
data request, subject access request
self-employed, freelancer, freelance
cash back, cashback
train delay, late train, delayed train
delay compensation, delay repay, passenger rights
change seat, switch seat, different seat
spelling mistake, typo, wrong name, misspelled name
number of guests, number of people, group size
large group, group booking, party of
view invoice, download invoice, get invoice
cancel membership, leave club, end membership
cancel subscription, end subscription, stop subscription
cancel booking, cancel reservation
change booking, amend booking, modify reservation
change date, different date, move date
delete account, close profile, remove account, delete profile
change password, new password
change email, new email address
change bank details, new bank details, update payment details
payment failed, payment not working, payment error
pay late, late payment, missed payment
`;
