// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

// What timelocks are tried with: callers that hide what they do, and targets that misbehave.

/// @dev Schedules with a salt of its own making, so that no calldata shows it.
contract SecretiveProposer {
    uint256 private _count;

    function propose(address timelock, bytes calldata head, uint256 delay) external returns (bytes32 salt) {
        salt = keccak256(abi.encode(address(this), ++_count));
        (address target, bytes memory data) = abi.decode(head, (address, bytes));
        (bool success,) = timelock.call(
            abi.encodeWithSignature(
                "schedule(address,uint256,bytes,bytes32,bytes32,uint256)", target, 0, data, bytes32(0), salt, delay
            )
        );
        require(success, "schedule reverted");
    }
}

/// @dev Makes any calls, one after the other; what reverts takes all with it.
contract Multicaller {
    function run(address[] calldata targets, bytes[] calldata datas) external payable {
        for (uint256 i = 0; i < targets.length; ++i) {
            (bool success,) = targets[i].call(datas[i]);
            require(success, "call reverted");
        }
    }
}

/// @dev Reverts with a reason.
contract Refuser {
    error Refused(uint256 code);

    function refuse() external pure {
        revert Refused(7);
    }
}
