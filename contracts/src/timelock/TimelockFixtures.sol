// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

// What the adapters of timelocks are tried with: something to call, and contracts that are not what they say.

/// @dev Restricted functions consume what their caller has scheduled.
contract ManagedCounter is AccessManaged {
    uint256 public count;

    constructor(address authority) AccessManaged(authority) {}

    function increment() external restricted {
        count++;
    }
}

/// @dev Emits whatever it is given, and answers no question.
contract TimelockImpostor {
    function tell(bytes32[] calldata topics, bytes calldata data) external {
        bytes memory copy = data;
        uint256 count = topics.length;
        bytes32 a = count > 0 ? topics[0] : bytes32(0);
        bytes32 b = count > 1 ? topics[1] : bytes32(0);
        bytes32 c = count > 2 ? topics[2] : bytes32(0);
        bytes32 d = count > 3 ? topics[3] : bytes32(0);
        assembly ("memory-safe") {
            let from := add(copy, 32)
            let size := mload(copy)
            switch count
            case 0 { log0(from, size) }
            case 1 { log1(from, size, a) }
            case 2 { log2(from, size, a, b) }
            case 3 { log3(from, size, a, b, c) }
            default { log4(from, size, a, b, c, d) }
        }
    }
}

/// @dev Answers every question with the same word.
contract TimelockYesSayer {
    uint256 private immutable WORD;

    constructor(uint256 word) {
        WORD = word;
    }

    fallback() external payable {
        uint256 word = WORD;
        assembly ("memory-safe") {
            mstore(0, word)
            return(0, 32)
        }
    }
}

/// @dev Answers each getter with what it was told to, and reverts otherwise.
contract TimelockLiar {
    mapping(bytes4 selector => bytes) private _lies;

    function lie(bytes4 selector, bytes calldata answer) external {
        _lies[selector] = answer;
    }

    fallback() external {
        bytes memory answer = _lies[msg.sig];
        require(answer.length > 0, "says nothing");
        assembly ("memory-safe") {
            return(add(answer, 32), mload(answer))
        }
    }
}
