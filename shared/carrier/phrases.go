package carrier

// phrases are the messages of carriers that may be shown, as they are shown. Each says what happened to a parcel, and
// none of them has a place for a name, an address or a number. Add one where a carrier's wording is missing; case,
// punctuation and spaces do not matter when a message is compared.
var phrases = []string{
	// Before it moves.
	"Shipping Label Created, USPS Awaiting Item", "Shipping Label Created", "Label created", "Label Cancelled", "Label voided",
	"Pre-Shipment Info Sent to USPS, USPS Awaiting Item", "Pre-Shipment", "Electronic Shipping Info Received",
	"Shipment information sent to FedEx", "Shipment information received", "Shipper created a label, UPS has not received the package yet",
	"Order Processed: Ready for UPS", "Info received", "Information received", "Order information received", "Not Yet In System",
	"Pending", "Tracking information is not available", "Shipment created", "Ready for pickup by carrier",
	"Shipment picked up", "Picked up", "Pickup scan", "Picked Up by Shipping Partner, USPS Awaiting Item",

	// On its way.
	"Accepted", "Accepted at USPS Origin Facility", "Accepted at USPS Facility", "USPS in possession of item", "USPS picked up item",
	"Arrived at USPS Facility", "Arrived at USPS Origin Facility", "Arrived at USPS Regional Facility",
	"Arrived at USPS Regional Origin Facility", "Arrived at USPS Regional Destination Facility", "Arrived at USPS Destination Facility",
	"Arrived at Post Office", "Arrived at Hub", "Arrived at Unit", "Arrived at facility", "Arrived at sort facility",
	"Arrived at carrier facility", "Arrived at FedEx location", "Arrived at destination country", "Arrived abroad", "Arrival scan",
	"At local FedEx facility", "At destination sort facility", "At U.S. Customs", "Departed USPS Facility",
	"Departed USPS Regional Facility", "Departed USPS Regional Origin Facility", "Departed USPS Regional Destination Facility",
	"Departed Post Office", "Departed from facility", "Departed facility", "Departed FedEx location", "Departed sort facility",
	"Departure scan", "Destination scan", "Origin scan", "Hub scan", "Left FedEx origin facility",
	"In Transit", "In transit to next facility", "In transit to destination", "In Transit, Arriving On Time",
	"In Transit, Arriving Late", "Arriving late", "Arriving on time", "On the way", "On FedEx vehicle for delivery", "Out on vehicle for delivery",
	"With delivery courier", "Loaded on delivery vehicle", "Processed at facility", "Processed at USPS Facility",
	"Processed through facility", "Processed through sort facility", "Processing at UPS facility", "Sorting complete",
	"Tendered to postal service", "Transferred to post office for delivery", "Forwarded", "Rerouted", "Shipment on the way",
	"Your item is currently being processed", "Your package is moving within the USPS network", "Package transferred",
	"Package accepted", "Package received", "Package departed", "Package arrived", "Package processing", "Package processed",
	"Customs cleared", "Cleared customs", "Clearance processing complete", "Clearance event", "Clearance in progress",
	"International shipment release", "Import scan", "Export scan", "Held in customs", "Held by customs", "Inbound into customs",
	"Inbound out of customs", "Out for delivery", "Out for delivery, expected delivery by 9:00pm", "Out for delivery today",

	// There.
	"Delivered", "Delivered, Front Door/Porch", "Delivered, In/At Mailbox", "Delivered, Left with Individual",
	"Delivered, Left with Receptionist", "Delivered, Front Desk/Reception/Mail Room", "Delivered, Parcel Locker", "Delivered, PO Box",
	"Delivered, Garage or Other Location at Address", "Delivered, Garage / Other Door / Other Location at Address",
	"Delivered, Neighbor as Requested", "Delivered, To Mail Room",
	"Delivered, Individual Picked Up at Post Office", "Delivered, Individual Picked Up at Postal Facility", "Delivered, Reception",
	"Delivered, Front Desk", "Delivered, Mailbox", "Delivered, Locker", "Delivered To Collection Location", "Delivered to mailbox",
	"Delivered to neighbor", "Delivered, To Agent", "Delivered, To Original Sender", "Delivered to parcel locker",
	"Delivered and received cash on delivery", "Left with Individual", "Left at front door", "Left at door", "Left in mailbox",
	"Left at reception", "Picked up by the customer", "Sign by customer", "Proof of delivery", "Shipment delivered successfully",
	"Handed over", "Delivered to the recipient in person", "Available for pickup", "Available for pickup at post office",
	"Ready for pickup", "Ready for collection", "Held at Post Office, At Customer Request", "Held at location for pickup", "Arrived at pickup point",
	"Arrived at collection point", "Awaiting collection", "Reminder to pick up your item",

	// What goes wrong.
	"Delivery Attempt", "Delivery attempted", "Delivery Attempted - No Access to Delivery Location", "Attempted delivery",
	"Delivery attempt unsuccessful", "Delivery failed", "Failed delivery attempt", "Notice Left", "No access to delivery location",
	"Notice Left (No Authorized Recipient Available)", "Notice Left (No Secure Location Available)", "Notice Left (Receptacle Full/Item Oversized)",
	"No Authorized Recipient Available", "Addressee not available", "Addressee unknown", "Addressee unknown, return to sender",
	"Address Information Missing", "Incorrect address", "Insufficient address", "No such number", "Vacant",
	"Undeliverable as addressed", "Recipient not available", "Recipient moved", "Recipient refused delivery", "Refused", "Refused by recipient",
	"Moved, left no address", "Customer moved", "Customer refused delivery", "Business closed", "Closed on arrival", "Unclaimed",
	"Unclaimed/Being returned to sender", "Max hold time expired", "Held for payment", "Missort", "Missorted", "Package misrouted",
	"Delay", "Delayed", "Delayed (Customs clearance)", "Delayed (External factors)", "Delayed (Extreme weather)", "Delayed (Processing issue)",
	"Delivery exception", "Shipment exception", "Exception", "Operational delay", "Weather delay", "Damaged", "Package damaged",
	"Package damaged, delivery will not be completed", "Held", "Pending shipment", "Expired", "Error", "Failure", "Unknown", "Cancelled",
	"Return to sender", "Return to Sender Processed", "Returned to sender", "Returning package to shipper", "Returning to sender",
	"Return in progress", "Return initiated", "Returned", "Package returned to shipper", "Package undeliverable", "Undeliverable",
	"Shipment lost", "Package lost", "Package Declared Lost", "Lost in transit", "Destroyed", "Dead mail", "Sent to mail recovery center",
	"Rejected by carrier", "Unexpired hold", "Incorrect / missing documents", "Awaiting delivery scan",

	// Other languages of the markets, as far as they begin like these.
	"Entregado", "En tránsito", "En reparto", "En camino", "Devuelto al remitente", "Intento de entrega", "Livré", "En transit",
	"En cours de livraison", "Retour à l'expéditeur", "Zugestellt", "In Zustellung", "Zustellung erfolgreich", "Unterwegs",
	"In transito", //nolint:misspell // Italian
	"Consegnato", "In consegna", "Entregue", "Em trânsito", "Saiu para entrega", "Terkirim", "Dalam perjalanan",
	"Đã giao hàng", "Đang giao hàng", "จัดส่งสำเร็จ", "配達完了", "お届け先にお届け済み", "輸送中", "持ち出し中", "配達中", "已签收", "派送中", "运输中",
}
