//! Sorting numbers by their digits.

/// Below so many, digits are not worth counting.
const FEW: usize = 128;

const DIGIT_BITS: u32 = 10;
const DIGITS: usize = 1 << DIGIT_BITS;

/// Sorts `numbers` by what they are without their lowest bits, `from` many of them. Those that are then equal stay as they
/// came. O(n), and little when they are in order already.
///
/// Keys that are packed into numbers are sorted this way several times faster than by comparing, and a sort that compares is
/// twenty times the code.
pub fn sort_numbers(numbers: &mut Vec<u64>, from: u32) {
    if numbers.is_sorted_by(|one, other| one >> from <= other >> from) {
        return;
    }
    if numbers.len() < FEW {
        return insert_each(numbers, from);
    }
    let mut sorted = vec![0; numbers.len()];
    for shift in (from..u64::BITS).step_by(DIGIT_BITS as usize) {
        let digit = |number: u64| (number >> shift) as usize & (DIGITS - 1);
        let mut places = [0_usize; DIGITS];
        for number in &*numbers {
            places[digit(*number)] += 1;
        }
        if places.contains(&numbers.len()) {
            continue;
        }
        let mut next = 0;
        for place in &mut places {
            next += std::mem::replace(place, next);
        }
        for number in &*numbers {
            let place = &mut places[digit(*number)];
            sorted[*place] = *number;
            *place += 1;
        }
        std::mem::swap(numbers, &mut sorted);
    }
}

fn insert_each(numbers: &mut [u64], from: u32) {
    for end in 1..numbers.len() {
        let number = numbers[end];
        let mut at = end;
        while at > 0 && numbers[at - 1] >> from > number >> from {
            numbers[at] = numbers[at - 1];
            at -= 1;
        }
        numbers[at] = number;
    }
}
