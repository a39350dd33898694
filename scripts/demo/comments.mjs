/** What people write with their score: about the new choice at payment, about other things, and with praise. */
export const PAYMENT = [
  'Seven ways to pay and none of them is the one I used last time.',
  'Where did invoice go? I had to scroll past four logos to find it.',
  'So many ways to pay that I gave up on the small screen.',
  'Paying took longer than choosing the lamp.',
  'The instalments page asked for my date of birth twice.',
  'I was sent to my bank and came back to an empty basket.',
  'Too many buttons at payment, I pressed the wrong one.',
  'Changed the payment, had to enter the address again.',
  'On my phone the Pay button was below all the choices.',
  'I only wanted to pay by card.',
  'Pay on delivery costs extra, which I learned on the last page.',
  'Payment page jumped around while I was typing.',
];
export const PROBLEM = [
  'Delivery took nine days.',
  'The colour is not the one in the picture.',
  'Search does not know what a lampshade is.',
  'The box was damaged, the vase was not.',
  'Nobody answered my mail for three days.',
  'Shipping is dear for such a small parcel.',
  'The cushion is smaller than I thought.',
  'One handle of the pot came loose.',
];
export const PRAISE = [
  'Quick and well packed.',
  'Exactly what I was looking for.',
  'Lovely linen, I will order again.',
  'Came a day early.',
  'Friendly answer to my question about the size.',
  'The newsletter had just the right thing.',
  'Good prices and clear pictures.',
  'Easy to find, easy to order.',
];
/** Put behind some of them, so that few comments are the same twice. */
export const MORE = [
  'A pity.',
  'Otherwise fine.',
  'I have bought here since last year.',
  'My sister told me about the shop.',
  'It was a present.',
  'Greetings from Graz.',
  'Thank you!',
  'Please fix this.',
  'Will look elsewhere next time.',
  'I was on the train.',
  'The rest was as usual.',
  'Second time already.',
];
