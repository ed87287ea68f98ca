import type { Notes } from './es.ts';

/** What people of the shop read, in English. */
export const en: Notes = {
  somebody: 'The shopper',
  why: {
    asked_for_person: 'asks to speak with a person', angry: 'is angry', confused: 'does not get there with the assistant', high_value: 'has a cart of high value', low_confidence: 'asked something that the assistant did not understand for certain', payment_issue: 'has a problem with the payment',
    policy_exception: 'needs an exception to the rules', delivery_problem: 'has a problem with the delivery', repeated_answer: 'got the same answer without getting further', serious_complaint: 'makes a serious complaint', off_catalogue: 'wants something that is not in the catalogue', fraud: 'speaks of possible fraud',
    custom_question: 'wants something made to order', complex_product: 'has a technical question about a product', needs_owner: 'needs somebody to take care of it',
  },
  said: ({ words }) => `said “${words}”`,
  cart: ({ count, total }) => `cart of ${count} ${count === 1 ? 'item' : 'items'} for ${total}`,
  noCart: 'no cart',
  orders: ({ count }) => (count === 0 ? 'no earlier purchases' : count === 1 ? 'one earlier purchase' : `${count} earlier purchases`),
  looksAt: ({ title }) => `looks at ${title}`,
  flow: ({ name }) => `answers the message of ${name}`,
  wants: 'Wants',
  stands: 'Where it stands',
  waitsForYes: ({ summary }) => `still to confirm: ${summary}`,
  topics: {
    find: 'to find a product', product: 'to know more about a product', cart: 'to fill or change the cart', pay: 'to pay', price: 'a better price', delivery: 'to know about delivery', order: 'to know about an order', returns: 'to exchange or return', shop: 'information about the shop', business: 'to buy wholesale', person: 'to speak with a person', complaint: 'a complaint to be settled', other: 'something that did not become clear',
  },
  actions: {
    find: ['Propose up to three products that are available', 'They are still looking.'],
    product: ['Answer from the facts of the product page', 'The question holds up the purchase.'],
    cart: ['Confirm the cart and offer the payment link', 'They have chosen products.'],
    pay: ['Send the payment link', 'They want to pay.'],
    payFailed: ['Check the payment and send a new link', 'The payment did not work.'],
    price: ['Decide whether a discount is due and say so plainly', 'They ask for a better price.'],
    delivery: ['Give cost and date of delivery for their postcode', 'Delivery is their question.'],
    late: ['Ask the carrier about the parcel and give a date', 'There is a problem with the delivery.'],
    order: ['Tell them how their order stands', 'They wait for news of their order.'],
    returns: ['Check the order and confirm the exchange or return', 'They want to exchange or return.'],
    shop: ['Answer, and add the answer to the knowledge pages', 'Others may ask the same.'],
    business: ['Prepare a quotation', 'They ask for a wholesale purchase.'],
    complaint: ['Apologise and propose a concrete way to put it right', 'They are angry or complain.'],
    waits: ['Ask for the confirmation that is missing', 'Something waits for their yes.'],
    later: ['Keep the cart and do not insist', 'They do not want to buy now.'],
    other: ['Ask what they need', 'It is not clear what they need.'],
  },
};
